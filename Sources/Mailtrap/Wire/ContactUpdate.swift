public import Formats

/// What `PATCH /api/contacts/{id or email}` takes. Fields that are not named stay as they are; null empties one.
///
/// The address is always sent: the specification wants it, and one that differs from the contact's renames it.
public struct ContactUpdate: Hashable, Sendable {
    public var email: String
    public var fields: JSONObject
    public var listIDsIncluded: [Int64]
    public var listIDsExcluded: [Int64]
    /// Nil leaves consent alone.
    public var unsubscribed: Bool?

    public init(
        email: String, fields: JSONObject = JSONObject(), listIDsIncluded: [Int64] = [], listIDsExcluded: [Int64] = [],
        unsubscribed: Bool? = nil
    ) {
        self.email = email
        self.fields = fields
        self.listIDsIncluded = listIDsIncluded
        self.listIDsExcluded = listIDsExcluded
        self.unsubscribed = unsubscribed
    }

    public var json: JSONValue {
        var contact = JSONObject()
        contact["email"] = .string(email)
        if !fields.isEmpty { contact["fields"] = .object(fields) }
        if !listIDsIncluded.isEmpty { contact["list_ids_included"] = .array(listIDsIncluded.map { .integer($0) }) }
        if !listIDsExcluded.isEmpty { contact["list_ids_excluded"] = .array(listIDsExcluded.map { .integer($0) }) }
        contact["unsubscribed"] = unsubscribed.map { .bool($0) }
        return ["contact": .object(contact)]
    }
}
