import Formats

extension JSONObject {
    /// Members that have a value: official clients take no null among a contact's fields.
    static func withoutNulls(_ object: JSONObject) -> JSONObject {
        guard object.contains(where: { $0.value.isNull }) else { return object }
        var rest = JSONObject()
        for (key, value) in object where !value.isNull { rest[key] = value }
        return rest
    }
}
