import Contacts
import Formats

/// An event as a request has it: what is stored, and what the answer repeats.
struct EventBody {
    let draft: EventDraft
    let name: String
    /// As they came; nil where there were none.
    let parameters: JSONValue?

    /// Source of the messages: the description of the Contacts API.
    init(_ body: JSONObject) throws(APIFailure) {
        var errors = ValidationErrors()
        var name = ""
        switch body["name"] {
        case .string(let text):
            name = text
            if text.allSatisfy(\.isWhitespace) { errors.add("name", "can't be blank") }
            if text.count > EventDraft.maximumNameLength { errors.add("name", "is too long") }
        case nil, .null:
            errors.add("name", "can't be blank")
            errors.add("name", "must be a string")
        default: errors.add("name", "must be a string")
        }
        var values: [(String, Value)] = []
        switch body["params"] {
        case nil, .null: parameters = nil
        // What PHP makes of no parameters.
        case .array(let elements) where elements.isEmpty: parameters = .array([])
        case .object(let object):
            for (key, json) in object {
                if key.count > EventParameters.maximumLength { errors.add("params", "key '\(key)' is too long") }
                switch Self.value(json) {
                case .some(.text(let text)) where text.count > EventParameters.maximumLength:
                    errors.add("params", "value for '\(key)' is too long")
                case .some(let value): values.append((key, value))
                case nil where json.isNull: break
                case nil: errors.add("params", "value for '\(key)' must be a string, number, boolean or null")
                }
            }
            parameters = .object(object)
        default:
            errors.add("params", "must be a hash")
            parameters = nil
        }
        try errors.check()
        do {
            draft = try EventDraft(name: name, parameters: try EventParameters(values))
        } catch {
            throw .invalid(error.attribute, error.message)
        }
        self.name = draft.name
    }

    private static func value(_ json: JSONValue) -> Value? {
        switch json {
        case .string(let text): .text(text)
        case .integer(let number): .integer(number)
        case .number(let number): .float(number)
        case .bool(let flag): .boolean(flag)
        case .null, .array, .object: nil
        }
    }
}
