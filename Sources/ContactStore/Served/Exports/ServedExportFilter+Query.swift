import Contacts
import Formats

extension ServedExportFilter {
    /// As the store keeps it: `{"lists":[1,2],"status":"subscribed"}`.
    var text: String {
        var object = JSONObject()
        object["lists"] = lists.map { .array($0.map { .integer($0) }) }
        object["status"] = status.map { .string($0.rawValue) }
        return (try? JSONValue.object(object).compact()) ?? "{}"
    }

    init?(text: String) {
        guard let json = try? JSONValue(parsing: text) else { return nil }
        self.init(
            lists: json["lists"]?.arrayValue?.compactMap(\.integerValue),
            status: json["status"]?.stringValue.flatMap(SubscriptionStatus.init(rawValue:)))
    }

    var query: ContactQuery {
        var filter = Filter.all
        if let status { filter = .test(.status, .equal(.text(status.rawValue))) }
        if let lists {
            let onAny = lists.dropFirst().reduce(lists.first.map { Filter.list($0) } ?? .not(.all)) { .or($0, .list($1)) }
            filter = status == nil ? onAny : .and(filter, onAny)
        }
        return ContactQuery(filter)
    }
}
