public import Contacts
public import Formats

/// A blocked address of the sending side: one for each domain and stream.
///
/// Source: specs/email-sending.openapi.yml of mailtrap-openapi.
public struct SuppressionResource: Hashable, Sendable {
    /// A UUID; also the place that the next page begins behind.
    public var id: String
    public var email: String
    /// `hard bounce`, `unsubscription`, `spam complaint` or `manual import`.
    public var type: String
    /// `transactional`, `bulk` or `any`.
    public var sendingStream: String
    public var domainName: String?
    public var createdAt: Timestamp?
    /// The members that tell of the message, such as `message_bounce_category`, as they came.
    public var details: JSONObject

    public init(
        id: String, email: String, type: String, sendingStream: String, domainName: String? = nil, createdAt: Timestamp? = nil,
        details: JSONObject = JSONObject()
    ) {
        self.id = id
        self.email = email
        self.type = type
        self.sendingStream = sendingStream
        self.domainName = domainName
        self.createdAt = createdAt
        self.details = details
    }

    public init(json: JSONValue) throws(WireError) {
        let reader = try WireReader(json["data"] ?? json, "suppression")
        var details = JSONObject()
        for (key, value) in reader.object where key.hasPrefix("message_") { details[key] = value }
        self.init(
            id: try reader.string("id"), email: try reader.string("email"), type: reader.optionalString("type") ?? "manual import",
            sendingStream: reader.optionalString("sending_stream") ?? "any", domainName: reader.optionalString("domain_name"),
            createdAt: reader.timestamp("created_at"), details: details)
    }

    /// The members in the order of the specification; times in whole seconds, as recorded.
    public var json: JSONValue {
        var object = JSONObject()
        object["id"] = .string(id)
        object["type"] = .string(type)
        object["created_at"] = createdAt.map { .string(String($0.description.prefix(19)) + "Z") } ?? .null
        object["email"] = .string(email)
        object["sending_stream"] = .string(sendingStream)
        object["domain_name"] = domainName.map { .string($0) } ?? .null
        for (key, value) in details { object[key] = value }
        return .object(object)
    }
}
