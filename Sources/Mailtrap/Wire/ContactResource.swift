public import Contacts
public import Formats

/// A contact as the Contacts API answers it.
///
/// Source: specs/contacts.openapi.yml of mailtrap-openapi, and recorded answers: times are Unix milliseconds, fields without a value
/// are left out, values are JSON numbers, booleans, texts and days as `yyyy-mm-dd`.
public struct ContactResource: Hashable, Sendable {
    /// A UUID, of version 7 where Mailtrap has made it.
    public var id: String
    public var email: String
    /// Values by merge tag.
    public var fields: JSONObject
    public var listIDs: [Int64]
    public var status: SubscriptionStatus
    public var createdAt: Timestamp?
    public var updatedAt: Timestamp?

    public init(
        id: String, email: String, fields: JSONObject = JSONObject(), listIDs: [Int64] = [], status: SubscriptionStatus = .subscribed,
        createdAt: Timestamp? = nil, updatedAt: Timestamp? = nil
    ) {
        self.id = id
        self.email = email
        self.fields = fields
        self.listIDs = listIDs
        self.status = status
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }

    /// Reads a contact, wrapped in `data` or not. A status that is not known counts as no consent.
    public init(json: JSONValue) throws(WireError) {
        let reader = try WireReader(json["data"] ?? json, "contact")
        var id = reader.optionalInteger("id").map { String($0) }
        if id == nil { id = try reader.string("id") }
        self.init(
            id: id ?? "", email: try reader.string("email"), fields: reader.object["fields"]?.objectValue ?? JSONObject(),
            listIDs: reader.integers("list_ids"),
            status: reader.optionalString("status").map { SubscriptionStatus(rawValue: $0.lowercased()) ?? .unsubscribed } ?? .subscribed,
            createdAt: reader.timestamp("created_at"), updatedAt: reader.timestamp("updated_at"))
    }

    /// The contact without a wrapper.
    public var json: JSONValue {
        var object = JSONObject()
        object["id"] = .string(id)
        object["email"] = .string(email)
        object["fields"] = .object(JSONObject.withoutNulls(fields))
        object["list_ids"] = .array(listIDs.map { .integer($0) })
        object["status"] = .string(status.rawValue)
        object["created_at"] = createdAt.map { .integer($0.milliseconds) }
        object["updated_at"] = updatedAt.map { .integer($0.milliseconds) }
        return .object(object)
    }
}
