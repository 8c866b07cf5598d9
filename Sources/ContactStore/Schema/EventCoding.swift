import Contacts
import Formats

/// Event parameters as the JSON objects that the store holds.
enum EventCoding {
    static func stored(_ parameters: EventParameters) -> SQLValue {
        parameters.values.isEmpty ? .null : .text(text(parameters))
    }

    static func text(_ parameters: EventParameters) -> String {
        var object = JSONObject()
        for (name, value) in parameters.values { object[name] = json(value) }
        // Event parameters hold no NaN and no infinity, the only values that JSON has no words for.
        return (try? JSONValue.object(object).compact()) ?? "{}"
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

    static func parameters(_ text: String) -> EventParameters {
        guard case .object(let object) = try? JSONValue(parsing: text) else { return .none }
        let pairs = object.compactMap { (name, json) -> (String, Value)? in value(json).map { (name, $0) } }
        return (try? EventParameters(pairs)) ?? .none
    }

    static func value(_ json: JSONValue) -> Value? {
        switch json {
        case .string(let text): .text(text)
        case .integer(let number): .integer(number)
        case .number(let number): .float(number)
        case .bool(let flag): .boolean(flag)
        case .null, .array, .object: nil
        }
    }
}
