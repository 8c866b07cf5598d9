import ContactStore
import Contacts
import Formats

/// Contents as the bodies of calls.
enum DeliveryBody {
    static func update(_ content: DeliveryContent) -> ContactUpdate {
        var fields = JSONObject()
        for (tag, value) in content.fields { fields[tag] = value.map(json) ?? .null }
        return ContactUpdate(
            email: content.newEmail ?? content.email, fields: fields, listIDsIncluded: content.included, listIDsExcluded: content.excluded,
            unsubscribed: content.unsubscribed)
    }

    static func event(_ name: String, _ parameters: EventParameters) -> EventRequest {
        var object = JSONObject()
        for (name, value) in parameters.values { object[name] = json(value) }
        return EventRequest(name: name, params: object)
    }

    /// The body of an import. Written as bytes, since fifty thousand rows as JSON values take many times as long.
    static func importing(_ contents: some Sequence<DeliveryContent>) -> [UInt8] {
        var body = Array(#"{"contacts":["#.utf8)
        let writer = JSONWriter()
        var isFirst = true
        for content in contents {
            if !isFirst { body.append(UInt8(ascii: ",")) }
            isFirst = false
            append(content, writer, to: &body)
        }
        body += "]}".utf8
        return body
    }

    private static func append(_ content: DeliveryContent, _ writer: JSONWriter, to body: inout [UInt8]) {
        // Texts, numbers and booleans have a JSON form always.
        func add(_ value: JSONValue) { try? writer.append(value, to: &body) }
        body += #"{"email":"#.utf8
        add(.string(content.email))
        if !content.fields.isEmpty {
            body += #","fields":{"#.utf8
            for (index, field) in content.fields.enumerated() {
                if index > 0 { body.append(UInt8(ascii: ",")) }
                add(.string(field.tag))
                body.append(UInt8(ascii: ":"))
                add(field.value.map(json) ?? .null)
            }
            body.append(UInt8(ascii: "}"))
        }
        for (key, ids) in [("list_ids_included", content.included), ("list_ids_excluded", content.excluded)] where !ids.isEmpty {
            body += ",\"\(key)\":[".utf8
            for (index, id) in ids.enumerated() {
                if index > 0 { body.append(UInt8(ascii: ",")) }
                body += String(id).utf8
            }
            body.append(UInt8(ascii: "]"))
        }
        body.append(UInt8(ascii: "}"))
    }

    static func json(_ value: Value) -> JSONValue {
        switch value {
        case .text(let text): .string(text)
        case .integer(let number): .integer(number)
        // The API knows no infinities, and no field holds one.
        case .float(let number): number.isFinite ? .number(number) : .null
        case .boolean(let flag): .bool(flag)
        case .date, .timestamp: .string(value.description)
        }
    }
}
