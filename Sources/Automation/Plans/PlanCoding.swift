import ContactStore
import Contacts
import Formats

/// Diffs as JSON.
enum PlanCoding {
    static func json(_ diff: ContactDiff) -> JSONValue {
        var object = JSONObject()
        object["email"] = .string(diff.email)
        if !diff.changes.isEmpty { object["changes"] = .array(diff.changes.map(json)) }
        if !diff.events.isEmpty { object["events"] = .array(diff.events.map(json)) }
        return .object(object)
    }

    static func json(_ change: PropertyChange) -> JSONValue {
        var object = JSONObject()
        object["property"] = .string(change.property)
        object["before"] = change.before.map(json) ?? .null
        object["after"] = change.after.map(json) ?? .null
        return .object(object)
    }

    static func json(_ event: EventDraft) -> JSONValue {
        var object = JSONObject()
        object["name"] = .string(event.name)
        if !event.parameters.values.isEmpty {
            var parameters = JSONObject()
            for (name, value) in event.parameters.values { parameters[name] = json(value) }
            object["params"] = .object(parameters)
        }
        if let key = event.key { object["key"] = .string(key) }
        if let at = event.at { object["at"] = .string(at.description) }
        return .object(object)
    }

    static func json(_ request: OutboxRequest) -> JSONValue {
        var object: JSONObject = ["method": .string(request.method), "url": .string(request.url), "key": .string(request.key)]
        object["headers"] = .array(request.headers.map { ["name": .string($0.name), "value": .string($0.value)] })
        if let body = request.body { object["body"] = .string(body) }
        return .object(object)
    }

    static func request(_ json: JSONValue) -> OutboxRequest? {
        guard let method = json["method"]?.stringValue, let url = json["url"]?.stringValue, let key = json["key"]?.stringValue else {
            return nil
        }
        let headers = (json["headers"]?.arrayValue ?? []).compactMap { header in
            header["name"]?.stringValue.flatMap { name in header["value"]?.stringValue.map { OutboxRequest.Header(name, $0) } }
        }
        return OutboxRequest(method: method, url: url, headers: headers, body: json["body"]?.stringValue, key: key)
    }

    static func json(_ value: Value) -> JSONValue {
        switch value {
        case .text(let text): .string(text)
        case .integer(let number): .integer(number)
        case .float(let number): .number(number)
        case .boolean(let flag): .bool(flag)
        case .date, .timestamp: .string(value.description)
        }
    }

    /// A value that JSON holds, as one of a field's type; nil where it is null or of another type.
    static func value(_ json: JSONValue?, as type: ValueType) -> Value? {
        switch (json, type) {
        case (.string(let text)?, _): Value(text, as: type)
        case (.integer(let number)?, .float): .float(Double(number))
        case (.integer(let number)?, _): .integer(number)
        case (.number(let number)?, _): .float(number)
        case (.bool(let flag)?, _): .boolean(flag)
        default: nil
        }
    }
}
