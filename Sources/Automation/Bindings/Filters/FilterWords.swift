import Contacts

/// A filter in words, for `explain` and for printing.
enum FilterWords {
    static func text(_ filter: Filter) -> String {
        switch filter {
        case .all: "every contact"
        case .test(let property, let predicate): "\(property.path) \(words(predicate))"
        case .list(let id): "on list #\(id)"
        case .events(let clause): words(clause)
        case .suppressed: "suppressed"
        case .segment(let name): "in segment \(name)"
        case .and(let left, let right): "(\(text(left)) and \(text(right)))"
        case .or(let left, let right): "(\(text(left)) or \(text(right)))"
        case .not(let inner): "not \(text(inner))"
        }
    }

    static func words(_ predicate: Predicate) -> String {
        switch predicate {
        case .isSet: "is set"
        case .isMissing: "is missing"
        case .equal(let value): "is '\(value)'"
        case .notEqual(let value): "is set and not '\(value)'"
        case .anyOf(let values): "is one of \(list(values))"
        case .noneOf(let values): "is set and none of \(list(values))"
        case .less(let value): "is less than \(value)"
        case .lessOrEqual(let value): "is at most \(value)"
        case .greater(let value): "is greater than \(value)"
        case .greaterOrEqual(let value): "is at least \(value)"
        case .between(let low, let high): "is from \(low) to \(high)"
        case .contains(let text): "contains '\(text)'"
        case .startsWith(let text): "starts with '\(text)'"
        case .endsWith(let text): "ends with '\(text)'"
        case .matches(let glob): "matches '\(glob)'"
        case .within(let span): "is within the last \(span)"
        case .withinNext(let span): "is within the next \(span)"
        case .olderThan(let span): "is older than \(span)"
        case .anniversary(nil): "has its anniversary today"
        case .anniversary(let span?): "has its anniversary within the next \(span)"
        case .onDay(let day): "is on \(day)"
        }
    }

    private static func words(_ clause: EventClause) -> String {
        let events = "event " + (clause.name.map { "'\($0)'" } ?? "of any name")
        let conditions = clause.conditions.isEmpty ? "" : " where " + clause.conditions.map(text).joined(separator: " and ")
        switch clause.question {
        case .none: return "no \(events)\(conditions)"
        case .any: return "any \(events)\(conditions)"
        case .count(let predicate): return "the count of \(events)\(conditions) \(words(predicate))"
        case .sum(let name, let predicate): return "the sum of \(name) of \(events)\(conditions) \(words(predicate))"
        case .minimum(let name, let predicate): return "the least \(name) of \(events)\(conditions) \(words(predicate))"
        case .maximum(let name, let predicate): return "the greatest \(name) of \(events)\(conditions) \(words(predicate))"
        case .average(let name, let predicate): return "the mean \(name) of \(events)\(conditions) \(words(predicate))"
        case .last(let predicate): return "the last \(events)\(conditions) \(words(predicate))"
        case .first(let predicate): return "the first \(events)\(conditions) \(words(predicate))"
        }
    }

    private static func list(_ values: [Value]) -> String { values.map { "'\($0)'" }.joined(separator: ", ") }
}
