extension Filter {
    /// How deep the tree is: compilers and evaluators refuse trees past ``maximumDepth``. The conditions on events count too.
    public var depth: Int {
        switch self {
        case .all, .test, .list, .suppressed, .segment: 1
        case .events(let clause): 1 + clause.conditions.count + (clause.conditions.map(\.depth).max() ?? 0)
        case .and(let left, let right), .or(let left, let right): 1 + max(left.depth, right.depth)
        case .not(let inner): 1 + inner.depth
        }
    }

    /// How deep a tree may be: SQLite takes expressions of 1,000 levels, and this leaves room for what is wrapped around a test.
    public static let maximumDepth = 200
    /// How many values a filter may compare with: SQLite's limit on the parameters of a statement, less some for the rest of it.
    public static let maximumValues = 32_000
    /// How many tests a filter may have. Two uses of one expression count twice, or doubling it forty times would fill the memory.
    public static let maximumSize = 10_000

    /// Every filter of the tree, the conditions on events among them, from the top.
    public var nodes: [Filter] {
        var nodes = [self]
        var next = 0
        while next < nodes.count {
            switch nodes[next] {
            case .all, .test, .list, .suppressed, .segment: break
            case .events(let clause): nodes += clause.conditions
            case .and(let left, let right), .or(let left, let right): nodes += [left, right]
            case .not(let inner): nodes.append(inner)
            }
            next += 1
        }
        return nodes
    }

    /// How many tests it has.
    public var size: Int { nodes.count { $0.isTest } }

    /// The names of the segments that it uses itself.
    public var segments: Set<String> {
        Set(nodes.compactMap { if case .segment(let name) = $0 { name } else { nil } })
    }

    /// The first property of events that is tested outside of a question about events; nil in a filter of contacts.
    public var strayEventProperty: Property? {
        switch self {
        case .test(let property, _): property.isOfEvent ? property : nil
        case .all, .list, .suppressed, .segment, .events: nil
        case .and(let left, let right), .or(let left, let right): left.strayEventProperty ?? right.strayEventProperty
        case .not(let inner): inner.strayEventProperty
        }
    }

    /// True of what any of some filters is true of. A balanced tree, so that many of them are not deep.
    public static func any(of filters: some Collection<Filter>) -> Filter { joined(Array(filters)[...], Filter.or) ?? .not(.all) }

    /// True of what all of some filters are true of.
    public static func every(of filters: some Collection<Filter>) -> Filter { joined(Array(filters)[...], Filter.and) ?? .all }

    private static func joined(_ filters: ArraySlice<Filter>, _ join: (Filter, Filter) -> Filter) -> Filter? {
        guard filters.count > 1 else { return filters.first }
        let middle = filters.startIndex + filters.count / 2
        guard let left = joined(filters[..<middle], join), let right = joined(filters[middle...], join) else { return nil }
        return join(left, right)
    }

    private var isTest: Bool {
        switch self {
        case .all, .test, .list, .suppressed, .segment, .events: true
        case .and, .or, .not: false
        }
    }
}
