import ContactStore
import Contacts

/// A filter in words, for `explain` and for printing: lists by name, segments written out.
struct FilterWords {
    let catalog: Catalog

    /// The rule in words, then a line for each property whose missing value decides a test.
    static func text(_ filter: Filter, _ catalog: Catalog) -> String {
        let words = FilterWords(catalog: catalog)
        return ([words.words(filter)] + words.missing(filter)).joined(separator: "\n")
    }

    func words(_ filter: Filter) -> String { words(filter, inside: []) }

    /// - Parameter names: the segments that are being written out.
    func words(_ filter: Filter, inside names: Set<String>) -> String {
        switch filter {
        case .all: return "every contact"
        case .test(let property, let predicate): return "\(property.path) \(Self.words(predicate))"
        case .list(let id): return "on list \(catalog.list(id: id).map { "'\($0.name)'" } ?? "#\(id)")"
        case .events(let clause): return words(clause, inside: names)
        case .suppressed: return "suppressed"
        case .segment(let name):
            guard !names.contains(name), let segment = catalog.segment(named: name) else { return "in segment '\(name)'" }
            let rule = words(segment.filter, inside: names.union([name]))
            return "in segment '\(name)' \(rule.hasPrefix("(") ? rule : "(\(rule))")"
        case .and(let left, let right):
            return "(\(operand(left, isAnd: true, names)) and \(operand(right, isAnd: true, names)))"
        case .or(let left, let right):
            return "(\(operand(left, isAnd: false, names)) or \(operand(right, isAnd: false, names)))"
        case .not(let inner): return "not \(words(inner, inside: names))"
        }
    }

    /// A chain of one word needs no brackets inside.
    private func operand(_ filter: Filter, isAnd: Bool, _ names: Set<String>) -> String {
        switch (filter, isAnd) {
        case (.and(let left, let right), true): "\(operand(left, isAnd: true, names)) and \(operand(right, isAnd: true, names))"
        case (.or(let left, let right), false): "\(operand(left, isAnd: false, names)) or \(operand(right, isAnd: false, names))"
        default: words(filter, inside: names)
        }
    }

    private func words(_ clause: EventClause, inside names: Set<String>) -> String {
        let name = "event " + (clause.name.map { "'\($0)'" } ?? "of any name")
        let conditions = clause.conditions.map { words($0, inside: names) }
        let events = name + (conditions.isEmpty ? "" : " where " + conditions.joined(separator: " and "))
        switch clause.question {
        case .none: return "no \(events)"
        case .any: return "any \(events)"
        case .count(let predicate): return "the count of \(events) \(Self.words(predicate))"
        case .sum(_, let predicate), .minimum(_, let predicate), .maximum(_, let predicate), .average(_, let predicate),
            .last(let predicate), .first(let predicate):
            return "\(Self.aggregate(clause.question) ?? "") \(events) \(Self.words(predicate))"
        }
    }

    /// `the least amount of`, `the last`: what a question asks about, but for counts.
    static func aggregate(_ question: EventClause.Question) -> String? {
        switch question {
        case .none, .any, .count: nil
        case .sum(let name, _): "the sum of \(name) of"
        case .minimum(let name, _): "the least \(name) of"
        case .maximum(let name, _): "the greatest \(name) of"
        case .average(let name, _): "the mean \(name) of"
        case .last: "the last"
        case .first: "the first"
        }
    }

    static func words(_ predicate: Predicate) -> String {
        switch predicate {
        case .isSet: "is set"
        case .isMissing: "is missing"
        case .equal(let value): "is \(quoted(value))"
        case .notEqual(let value): "is set and not \(quoted(value))"
        case .anyOf(let values): values.isEmpty ? "is one of nothing" : "is one of \(list(values))"
        case .noneOf(let values): values.isEmpty ? "is set" : "is set and none of \(list(values))"
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

    private static func quoted(_ value: Value) -> String {
        if case .text(let text) = value { return "'\(text)'" }
        return value.description
    }

    private static func list(_ values: [Value]) -> String { values.map(quoted).joined(separator: ", ") }
}
