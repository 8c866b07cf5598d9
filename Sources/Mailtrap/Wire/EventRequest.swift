public import Formats

/// What `POST /api/contacts/{id or email}/events` takes: `{name, params}`.
public struct EventRequest: Hashable, Sendable {
    public var name: String
    /// Texts, numbers, booleans and nulls.
    public var params: JSONObject

    public init(name: String, params: JSONObject = JSONObject()) {
        self.name = name
        self.params = params
    }

    public var json: JSONValue {
        var object = JSONObject()
        object["name"] = .string(name)
        if !params.isEmpty { object["params"] = .object(params) }
        return .object(object)
    }
}
