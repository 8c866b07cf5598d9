public import Formats

/// What `POST /api/contacts` takes: `{contact: {email, fields, list_ids}}`.
public struct ContactCreation: Hashable, Sendable {
    public var email: String
    /// Values by merge tag.
    public var fields: JSONObject
    public var listIDs: [Int64]

    public init(email: String, fields: JSONObject = JSONObject(), listIDs: [Int64] = []) {
        self.email = email
        self.fields = fields
        self.listIDs = listIDs
    }

    public var json: JSONValue {
        var contact = JSONObject()
        contact["email"] = .string(email)
        if !fields.isEmpty { contact["fields"] = .object(fields) }
        if !listIDs.isEmpty { contact["list_ids"] = .array(listIDs.map { .integer($0) }) }
        return ["contact": .object(contact)]
    }
}
