public import Formats

/// What `POST /api/suppressions` takes.
public struct SuppressionRequest: Hashable, Sendable {
    public var email: String
    public var domainID: Int64
    /// `transactional` or `bulk`.
    public var sendingStream: String
    public var type: String?

    public init(email: String, domainID: Int64, sendingStream: String, type: String? = nil) {
        self.email = email
        self.domainID = domainID
        self.sendingStream = sendingStream
        self.type = type
    }

    public var json: JSONValue {
        var object = JSONObject()
        object["email"] = .string(email)
        object["domain_id"] = .integer(domainID)
        object["sending_stream"] = .string(sendingStream)
        object["type"] = type.map { .string($0) }
        return .object(object)
    }
}
