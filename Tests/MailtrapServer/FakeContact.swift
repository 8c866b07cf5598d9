public import Formats

/// A contact in the server's memory.
public struct FakeContact: Sendable, Equatable {
    public var id: String
    public var email: String
    public var fields: [String: JSONValue]
    public var lists: Set<Int64>
    public var isUnsubscribed: Bool
    public var createdAt: Int64
    /// Events, oldest first: the name, and the parameters as JSON.
    public var events: [Event] = []

    public struct Event: Sendable, Equatable {
        public var name: String
        public var params: String
    }

    public init(
        id: String, email: String, fields: [String: JSONValue] = [:], lists: Set<Int64> = [], isUnsubscribed: Bool = false,
        createdAt: Int64 = 1_700_000_000_000
    ) {
        self.id = id
        self.email = email
        self.fields = fields
        self.lists = lists
        self.isUnsubscribed = isUnsubscribed
        self.createdAt = createdAt
    }

    var json: JSONValue {
        var object = JSONObject()
        for (key, value) in fields.sorted(by: { $0.key < $1.key }) { object[key] = value }
        return [
            "id": .string(id), "email": .string(email), "fields": .object(object),
            "list_ids": .array(lists.sorted().map { .integer($0) }), "status": .string(isUnsubscribed ? "unsubscribed" : "subscribed"),
            "created_at": .integer(createdAt), "updated_at": .integer(createdAt),
        ]
    }
}
