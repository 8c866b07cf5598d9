public import Contacts

/// A stored contact as the Contacts API shows it: values by merge tag, lists by id, times to the millisecond.
public struct ServedContact: Sendable {
    public let id: UUIDv7
    /// Normalised.
    public let email: String
    public let isSubscribed: Bool
    public let createdAt: Timestamp
    public let updatedAt: Timestamp
    /// The fields that are set, in the order in which they were created.
    public let values: [(tag: String, value: Value)]
    /// In ascending order.
    public let lists: [Int64]

    public init(
        id: UUIDv7, email: String, isSubscribed: Bool, createdAt: Timestamp, updatedAt: Timestamp, values: [(tag: String, value: Value)],
        lists: [Int64]
    ) {
        self.id = id
        self.email = email
        self.isSubscribed = isSubscribed
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.values = values
        self.lists = lists
    }
}

extension ServedContact: Hashable {
    public static func == (left: Self, right: Self) -> Bool {
        left.id == right.id && left.email == right.email && left.isSubscribed == right.isSubscribed
            && left.createdAt == right.createdAt && left.updatedAt == right.updatedAt && left.lists == right.lists
            && left.values.elementsEqual(right.values) { $0.tag == $1.tag && $0.value == $1.value }
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(id)
        hasher.combine(email)
    }
}
