import ContactStore
import Contacts

extension FilterWords {
    /// A test that a missing value decides.
    private struct Decided {
        /// What may be missing.
        let subject: String
        let outcome: String
        let test: String
    }

    /// What becomes of a missing value in each test that has to do with one: `fields.plan missing: not matched`.
    ///
    /// Where a property's tests differ in that, each is named.
    func missing(_ filter: Filter) -> [String] {
        let decided = decided(filter, isNegated: false, inside: [])
        let outcomes = Dictionary(grouping: decided, by: \.subject).mapValues { Set($0.map(\.outcome)).count }
        var lines: [String] = []
        var seen: Set<String> = []
        for one in decided {
            let differs = outcomes[one.subject, default: 1] > 1
            let line = "\(one.subject) missing: \(one.outcome)" + (differs ? " (\(one.test))" : "")
            if seen.insert(line).inserted { lines.append(line) }
        }
        return lines
    }

    private func decided(_ filter: Filter, isNegated: Bool, inside names: Set<String>) -> [Decided] {
        let outcome = isNegated ? "matched" : "not matched"
        switch filter {
        case .all, .list, .suppressed: return []
        case .test(let property, let predicate):
            guard !property.isAlwaysSet, !predicate.asksWhetherSet else { return [] }
            let counts = property.isOfEvent ? (isNegated ? "the event counts" : "the event does not count") : outcome
            let test = (isNegated ? "not " : "") + words(filter)
            return [Decided(subject: property.path, outcome: counts, test: test)]
        case .events(let clause):
            let conditions = clause.conditions.flatMap { decided($0, isNegated: false, inside: names) }
            guard let subject = Self.aggregate(clause.question), !clause.question.asksWhetherSet else { return conditions }
            let events = "\(subject) event " + (clause.name.map { "'\($0)'" } ?? "of any name")
            if case .sum = clause.question { return conditions + [Decided(subject: events, outcome: "taken as 0", test: "")] }
            return conditions + [Decided(subject: events, outcome: outcome, test: (isNegated ? "not " : "") + words(filter))]
        case .segment(let name):
            guard !names.contains(name), let segment = catalog.segment(named: name) else { return [] }
            return decided(segment.filter, isNegated: isNegated, inside: names.union([name]))
        case .and(let left, let right), .or(let left, let right):
            return decided(left, isNegated: isNegated, inside: names) + decided(right, isNegated: isNegated, inside: names)
        case .not(let inner): return decided(inner, isNegated: !isNegated, inside: names)
        }
    }
}

extension Predicate {
    fileprivate var asksWhetherSet: Bool {
        switch self {
        case .isSet, .isMissing: true
        default: false
        }
    }
}

extension EventClause.Question {
    fileprivate var asksWhetherSet: Bool {
        switch self {
        case .none, .any: false
        case .count(let predicate), .sum(_, let predicate), .minimum(_, let predicate), .maximum(_, let predicate),
            .average(_, let predicate), .last(let predicate), .first(let predicate):
            predicate.asksWhetherSet
        }
    }
}
