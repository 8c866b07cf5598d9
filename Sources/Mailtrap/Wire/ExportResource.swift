public import Contacts
public import Formats

/// An export as the Contacts API answers it. Times are ISO 8601 with milliseconds and `Z`.
public struct ExportResource: Hashable, Sendable {
    public var id: Int64
    public var status: JobStatus
    public var createdAt: Timestamp?
    public var updatedAt: Timestamp?
    /// Where the `.csv.gz` is once it is finished; the link lives for a day.
    public var url: String?

    public init(id: Int64, status: JobStatus, createdAt: Timestamp? = nil, updatedAt: Timestamp? = nil, url: String? = nil) {
        self.id = id
        self.status = status
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.url = url
    }

    public init(json: JSONValue) throws(WireError) {
        let reader = try WireReader(json["data"] ?? json, "export")
        self.init(
            id: try reader.integer("id"), status: JobStatus(word: try reader.string("status")), createdAt: reader.timestamp("created_at"),
            updatedAt: reader.timestamp("updated_at"), url: reader.optionalString("url"))
    }

    public var json: JSONValue {
        var object = JSONObject()
        object["id"] = .integer(id)
        object["created_at"] = createdAt.map { .string($0.description) } ?? .null
        object["updated_at"] = updatedAt.map { .string($0.description) } ?? .null
        object["status"] = .string(status.rawValue)
        object["url"] = url.map { .string($0) } ?? .null
        return .object(object)
    }
}
