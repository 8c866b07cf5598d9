/// Which segments use which.
public struct SegmentGraph {
    private let filters: [String: Filter]

    public init(_ segments: some Sequence<Segment>) {
        filters = Dictionary(segments.map { ($0.name, $0.filter) }, uniquingKeysWith: { _, last in last })
    }

    /// The way from a segment back to itself, its name at both ends; nil where there is none.
    public func cycle(from name: String) -> [String]? {
        var seen: Set<String> = []
        return way(from: name, to: name, &seen).map { [name] + $0 }
    }

    /// The segments whose filters name a segment, in the order of their names.
    public func users(of name: String) -> [String] {
        filters.filter { $0.value.segments.contains(name) }.keys.sorted()
    }

    /// The first segment, by name, that names one that is not there, and which.
    public var dangling: (user: String, missing: String)? {
        for (user, filter) in filters.sorted(by: { $0.key < $1.key }) {
            if let missing = filter.segments.sorted().first(where: { filters[$0] == nil }) { return (user, missing) }
        }
        return nil
    }

    /// How deep a filter is with its segments written out; the segments must not go round.
    public func depth(of filter: Filter) -> Int {
        var known: [String: Int] = [:]
        return depth(of: filter, &known)
    }

    /// How many tests a filter has and how many bytes it holds with its segments written out, which must not go round; a segment
    /// counts as often as it is used.
    public func measure(of filter: Filter) -> (size: Int, weight: Int) {
        var known: [String: (size: Int, weight: Int)] = [:]
        return measure(of: filter, &known)
    }

    /// - Throws: `FilterError` where a filter is larger than databases take, with its segments written out.
    public func checkMeasure(of filter: Filter) throws(FilterError) {
        let (size, weight) = measure(of: filter)
        guard size <= Filter.maximumSize else { throw .tooManyTests(Filter.maximumSize) }
        guard weight <= Filter.maximumWeight else { throw .tooLarge(Filter.maximumWeight) }
    }

    private func measure(of filter: Filter, _ known: inout [String: (size: Int, weight: Int)]) -> (size: Int, weight: Int) {
        var result = (size: filter.size, weight: filter.weight)
        for case .segment(let name) in filter.nodes {
            let inner: (size: Int, weight: Int)
            if let measured = known[name] {
                inner = measured
            } else {
                known[name] = (1, 0)
                inner = filters[name].map { measure(of: $0, &known) } ?? (1, 0)
                known[name] = inner
            }
            // No sum overflows: what is too large by far stays so.
            result.size = min(result.size + inner.size, 1 << 40)
            result.weight = min(result.weight + inner.weight, 1 << 40)
        }
        return result
    }

    private func depth(of filter: Filter, _ known: inout [String: Int]) -> Int {
        switch filter {
        case .segment(let name):
            if let depth = known[name] { return depth }
            known[name] = 1
            let depth = filters[name].map { self.depth(of: $0, &known) } ?? 1
            known[name] = depth
            return depth
        case .and(let left, let right), .or(let left, let right): return 1 + max(depth(of: left, &known), depth(of: right, &known))
        case .not(let inner): return 1 + depth(of: inner, &known)
        default: return filter.depth
        }
    }

    /// - Parameter seen: where all ways have been tried already.
    private func way(from name: String, to goal: String, _ seen: inout Set<String>) -> [String]? {
        guard seen.insert(name).inserted, let filter = filters[name] else { return nil }
        for next in filter.segments.sorted() {
            if next == goal { return [next] }
            if let rest = way(from: next, to: goal, &seen) { return [next] + rest }
        }
        return nil
    }
}
