public import Contacts
public import Scheduling

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
        /// Contacts that have one of some events.
        case events(EventQuery)
        /// Contacts that have come into a segment, or left it, in a batch of the segment's trigger.
        case crossing(TriggerBatch)
    }

    public let base: Base
    public var filter: Filter
    /// Empty: in the order in which the contacts were created. Missing values come last either way.
    public var order: [Order]
    public var limit: Int?
    /// A share of the matches, 0 to 1, chosen by a hash of the contact's id: the same contacts as the base grows.
    public var sample: Double?

    /// How many queries its base nests.
    public let levels: Int
    /// How many queries it is made of, itself included.
    public let size: Int
    private let depthBelow: Int

    public init(_ filter: Filter = .all, base: Base = .all, order: [Order] = [], limit: Int? = nil, sample: Double? = nil) {
        self.base = base
        (levels, size, depthBelow) = base.shape
        self.filter = filter
        self.order = order
        self.limit = limit
        self.sample = sample
    }

    /// Bytes that it holds, roughly; a query that it uses twice counts twice.
    public var weight: Int { 192 + filter.weight + 64 * order.count + base.parts.reduce(base.ownWeight) { $0 + $1.weight } }

    /// Whether it says no more than its filter and its order do.
    public var isPlain: Bool { base == .all && limit == nil && sample == nil }

    /// How deep its SQL nests, filters included.
    public var depth: Int { depthBelow + filter.depth }

    /// Past how many ``levels`` scripts may not go.
    public static let maximumLevels = 50
    /// Past which ``size`` scripts may not go.
    public static let maximumSize = 200
    /// By how many properties scripts may sort.
    public static let maximumOrder = 32
}

extension ContactQuery.Base {
    /// The queries that it is made of.
    fileprivate var parts: [ContactQuery] {
        switch self {
        case .all, .events, .crossing: []
        case .query(let query): [query]
        case .union(let left, let right), .intersection(let left, let right), .difference(let left, let right): [left, right]
        }
    }

    /// Bytes of what is no query of contacts.
    fileprivate var ownWeight: Int {
        if case .events(let query) = self { 128 + query.filter.weight + 64 * query.order.count } else { 0 }
    }

    /// Levels, size and depth of a query with this base, from what its parts keep of theirs: walking them would take as long as
    /// the tree is large, and one that is combined with itself time and again is larger than it looks.
    fileprivate var shape: (levels: Int, size: Int, depth: Int) {
        func over(_ parts: ContactQuery...) -> (levels: Int, size: Int, depth: Int) {
            (1 + (parts.map(\.levels).max() ?? 0), parts.reduce(1) { $0 + $1.size }, 1 + (parts.map(\.depth).max() ?? 0))
        }
        switch self {
        case .all: return (0, 1, 0)
        case .events(let query): return (1, 1, 1 + query.filter.depth)
        case .crossing: return (1, 1, 1)
        case .query(let query): return over(query)
        case .union(let left, let right), .intersection(let left, let right), .difference(let left, let right):
            return over(left, right)
        }
    }
}
