import Formats

/// Names and texts as a JSON object, sorted.
public enum ArgumentCoding {
    public static func text(_ arguments: [String: String]) -> String {
        var object = JSONObject()
        for (name, value) in arguments { object[name] = .string(value) }
        // An object of texts has a JSON form always.
        return (try? JSONValue.object(object).compact(sortsKeys: true)) ?? "{}"
    }

    /// What a text of this kind says; nothing for another.
    public static func arguments(_ text: String) -> [String: String] {
        guard case .object(let object) = try? JSONValue(parsing: text) else { return [:] }
        var arguments: [String: String] = [:]
        for (name, value) in object { arguments[name] = value.stringValue }
        return arguments
    }
}
