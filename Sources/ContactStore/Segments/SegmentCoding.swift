import Contacts
import Formats

/// A segment as change sets and journals keep it: a JSON object of its name and its filter.
enum SegmentCoding {
    static func text(name: String, filter: String) -> String {
        let filter = (try? JSONValue(parsing: filter, depth: 512)) ?? .null
        let object: JSONObject = ["name": .string(name), "filter": filter]
        return (try? JSONValue.object(object).compact()) ?? "{}"
    }

    /// The name and the filter's own text.
    static func parts(_ text: String) -> (name: String, filter: String)? {
        guard let json = try? JSONValue(parsing: text, depth: 512), let name = json["name"]?.stringValue, let filter = json["filter"],
            let text = try? filter.compact()
        else { return nil }
        return (name, text)
    }

    /// What the store holds under a number, in the same form.
    static func stored(_ id: Int64, on connection: any SQLConnection) throws -> SQLValue {
        var found = SQLValue.null
        try connection.rows("SELECT name, filter FROM segment WHERE id = ?", [.integer(id)]) { row in
            found = .text(text(name: row.text(0), filter: row.text(1)))
        }
        return found
    }
}
