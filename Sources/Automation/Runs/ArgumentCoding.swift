import Formats

/// Names and texts as a JSON object, sorted.
enum ArgumentCoding {
    static func text(_ arguments: [String: String]) -> String {
        var object = JSONObject()
        for (name, value) in arguments { object[name] = .string(value) }
        // An object of texts has a JSON form always.
        return (try? JSONValue.object(object).compact(sortsKeys: true)) ?? "{}"
    }
}
