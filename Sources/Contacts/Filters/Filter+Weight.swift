extension Filter {
    /// Bytes that a filter may hold, in its nodes and the values that it compares with; one that is used twice counts twice.
    public static let maximumWeight = 8 << 20
    /// The longest text that `contains` and its kin look for, in bytes: it is looked for in every row.
    public static let maximumPattern = 65_536

    /// How many values it compares with, in all.
    public var valueCount: Int {
        if case .test(_, let predicate) = self { return predicate.valueCount }
        return nodes.reduce(0) { $0 + $1.predicates.reduce(0) { $0 + $1.valueCount } }
    }

    /// Bytes that it holds, roughly.
    public var weight: Int {
        // The most common by far.
        if case .test = self { return ownWeight }
        return nodes.reduce(0) { $0 + $1.ownWeight }
    }

    private var ownWeight: Int {
        switch self {
        case .test(let property, let predicate): 160 + property.path.utf8.count + predicate.weight
        case .events(let clause): 200 + (clause.name?.utf8.count ?? 0) + clause.question.parameterLength + (predicates.first?.weight ?? 0)
        case .segment(let name): 64 + name.utf8.count
        case .all, .list, .suppressed, .and, .or, .not: 64
        }
    }

    /// What it tests itself, without what is below it.
    private var predicates: [Predicate] {
        switch self {
        case .test(_, let predicate): [predicate]
        case .events(let clause): clause.question.predicate.map { [$0] } ?? []
        case .all, .list, .suppressed, .segment, .and, .or, .not: []
        }
    }
}

extension EventClause.Question {
    fileprivate var predicate: Predicate? {
        switch self {
        case .none, .any: nil
        case .count(let predicate), .sum(_, let predicate), .minimum(_, let predicate), .maximum(_, let predicate),
            .average(_, let predicate), .last(let predicate), .first(let predicate):
            predicate
        }
    }

    fileprivate var parameterLength: Int {
        switch self {
        case .sum(let name, _), .minimum(let name, _), .maximum(let name, _), .average(let name, _): name.utf8.count
        case .none, .any, .count, .last, .first: 0
        }
    }
}

extension Predicate {
    /// How many values it compares with.
    var valueCount: Int {
        switch self {
        case .isSet, .isMissing: 0
        case .anyOf(let values), .noneOf(let values): values.count
        case .between: 2
        default: 1
        }
    }

    /// Bytes that its values hold, roughly.
    var weight: Int {
        switch self {
        case .equal(let value), .notEqual(let value), .less(let value), .lessOrEqual(let value), .greater(let value),
            .greaterOrEqual(let value):
            Self.weight(value)
        case .anyOf(let values), .noneOf(let values): values.reduce(0) { $0 + Self.weight($1) }
        case .between(let low, let high): Self.weight(low) + Self.weight(high)
        case .contains(let text), .startsWith(let text), .endsWith(let text), .matches(let text): 32 + text.utf8.count
        case .isSet, .isMissing, .within, .withinNext, .olderThan, .anniversary, .onDay: 0
        }
    }

    private static func weight(_ value: Value) -> Int {
        if case .text(let text) = value { 32 + text.utf8.count } else { 32 }
    }
}
