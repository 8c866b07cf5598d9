public import Formats

/// An import as the Contacts API answers it. The counts are there once it is finished.
public struct ImportResource: Hashable, Sendable {
    public var id: Int64
    public var status: JobStatus
    public var createdCount: Int?
    public var updatedCount: Int?
    /// Rows that the plan's limit of contacts has left out.
    public var overLimitCount: Int?

    public init(id: Int64, status: JobStatus, createdCount: Int? = nil, updatedCount: Int? = nil, overLimitCount: Int? = nil) {
        self.id = id
        self.status = status
        self.createdCount = createdCount
        self.updatedCount = updatedCount
        self.overLimitCount = overLimitCount
    }

    public init(json: JSONValue) throws(WireError) {
        let reader = try WireReader(json["data"] ?? json, "import")
        self.init(
            id: try reader.integer("id"), status: JobStatus(word: try reader.string("status")),
            createdCount: reader.optionalInteger("created_contacts_count").map { Int($0) },
            updatedCount: reader.optionalInteger("updated_contacts_count").map { Int($0) },
            overLimitCount: reader.optionalInteger("contacts_over_limit_count").map { Int($0) })
    }

    public var json: JSONValue {
        var object = JSONObject()
        object["id"] = .integer(id)
        object["status"] = .string(status.rawValue)
        object["created_contacts_count"] = createdCount.map { .integer(Int64($0)) }
        object["updated_contacts_count"] = updatedCount.map { .integer(Int64($0)) }
        object["contacts_over_limit_count"] = overLimitCount.map { .integer(Int64($0)) }
        return .object(object)
    }
}
