public import Formats

/// An event as the Contacts API answers it: it has no id and no time.
public struct EventResource: Hashable, Sendable {
    public var contactID: String
    public var contactEmail: String
    public var name: String
    public var params: JSONObject

    public init(contactID: String, contactEmail: String, name: String, params: JSONObject) {
        self.contactID = contactID
        self.contactEmail = contactEmail
        self.name = name
        self.params = params
    }

    public init(json: JSONValue) throws(WireError) {
        let reader = try WireReader(json["data"] ?? json, "event")
        // An answer to an event without parameters may have `params: []`.
        self.init(
            contactID: reader.optionalString("contact_id") ?? "", contactEmail: reader.optionalString("contact_email") ?? "",
            name: try reader.string("name"), params: reader.object["params"]?.objectValue ?? JSONObject())
    }

    public var json: JSONValue {
        [
            "contact_id": .string(contactID), "contact_email": .string(contactEmail), "name": .string(name), "params": .object(params),
        ]
    }
}
