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

    /// Where a query's contacts come from before its own filter: all of the store's, or those of other queries that have a limit
    /// or a sample of their own, which no filter can say.
    public indirect enum Base: Hashable, Sendable {
        case all
        case query(ContactQuery)
        case union(ContactQuery, ContactQuery)
        case intersection(ContactQuery, ContactQuery)
        case difference(ContactQuery, ContactQuery)
    }

    public var base: Base
    public var filter: Filter
    /// Empty: in the order in which the contacts were created. Missing values come last either way.
    public var order: [Order]
    public var limit: Int?
    /// A share of the matches, 0 to 1, chosen by a hash of the contact's id: the same contacts as the base grows.
    public var sample: Double?

    public init(_ filter: Filter = .all, base: Base = .all, order: [Order] = [], limit: Int? = nil, sample: Double? = nil) {
        self.base = base
        self.filter = filter
        self.order = order
        self.limit = limit
        self.sample = sample
    }

    /// Whether it says no more than its filter and its order do.
    public var isPlain: Bool { base == .all && limit == nil && sample == nil }

    /// How deep its SQL nests, filters included.
    public var depth: Int {
        let below =
            switch base {
            case .all: 0
            case .query(let query): 1 + query.depth
            case .union(let left, let right), .intersection(let left, let right), .difference(let left, let right):
                1 + max(left.depth, right.depth)
            }
        return below + filter.depth
    }
}
