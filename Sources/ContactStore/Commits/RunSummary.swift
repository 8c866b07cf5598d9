import Contacts
import Formats

/// A run's counts as the JSON object that the store keeps.
enum RunSummary {
    static func text(_ summary: ChangeSummary, retracted: Int) -> String {
        var object = JSONObject()
        object["contacts"] = .integer(Int64(summary.changed))
        for group in summary.groups { object[group.title] = .integer(Int64(group.count)) }
        for event in summary.events { object["fire \(event.name)"] = .integer(Int64(event.count)) }
        for request in summary.requests { object[request.target] = .integer(Int64(request.count)) }
        if retracted > 0 { object["events retracted"] = .integer(Int64(retracted)) }
        return text(object)
    }

    static func text(_ object: JSONObject) -> String {
        // Counts and texts have a JSON form always.
        (try? JSONValue.object(object).compact()) ?? "{}"
    }
}
