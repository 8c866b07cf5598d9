/// A contact: an address, a consent, and what is known about the person.
public struct Contact: Hashable, Sendable {
    /// The public id.
    public let id: UUIDv7
    public var email: EmailAddress
    public var status: SubscriptionStatus
    public var createdAt: Timestamp
    public var updatedAt: Timestamp
    /// Values by the field's merge tag; a missing key is an unset field.
    public var fields: [String: Value]
    /// The ids of the lists that it is on.
    public var lists: Set<Int64>

    public init(
        id: UUIDv7, email: EmailAddress, status: SubscriptionStatus = .subscribed, createdAt: Timestamp, updatedAt: Timestamp,
        fields: [String: Value] = [:], lists: Set<Int64> = []
    ) {
        self.id = id
        self.email = email
        self.status = status
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.fields = fields
        self.lists = lists
    }
}
