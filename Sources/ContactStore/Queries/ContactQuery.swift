public import Contacts

/// Which contacts, in which order, how many of them.
public struct ContactQuery: Hashable, Sendable {
    public struct Order: Hashable, Sendable {
        public let property: Property
        public let isAscending: Bool

        public init(_ property: Property, isAscending: Bool = true) {
            self.property = property
            self.isAscending = isAscending
        }
    }

    public var filter: Filter
    /// Empty: in the order in which the contacts were created. Missing values come last either way.
    public var order: [Order]
    public var limit: Int?
    /// A share of the matches, 0 to 1, chosen by a hash of the contact's id: the same contacts as the base grows.
    public var sample: Double?

    public init(_ filter: Filter = .all, order: [Order] = [], limit: Int? = nil, sample: Double? = nil) {
        self.filter = filter
        self.order = order
        self.limit = limit
        self.sample = sample
    }
}
