import Contacts

/// Which operators have been tested on which types.
final class FilterCoverage {
    private(set) var seen: Set<String> = []
    private(set) var cases = 0

    func note(_ filter: Filter) {
        cases += 1
        for filter in filter.nodes {
            switch filter {
            case .all: seen.insert("all")
            case .test(let property, let predicate): seen.insert("\(Self.kind(property)) \(Self.name(predicate))")
            case .list: seen.insert("list")
            case .suppressed: seen.insert("suppressed")
            case .segment: seen.insert("segment")
            case .and: seen.insert("and")
            case .or: seen.insert("or")
            case .not: seen.insert("not")
            case .events(let clause):
                seen.insert("events \(Self.name(clause.question))")
                seen.insert(clause.name == nil ? "events of any name" : "events of a name")
                if clause.conditions.count > 1 { seen.insert("events of several conditions") }
            }
        }
    }

    /// Every operator of every type.
    static var wanted: Set<String> {
        var wanted: Set<String> = [
            "all", "list", "suppressed", "segment", "and", "or", "not", "events of any name", "events of a name",
            "events of several conditions",
            "events none", "events any",
        ]
        let equality = ["isSet", "isMissing", "equal", "notEqual", "anyOf", "noneOf"]
        let order = ["less", "lessOrEqual", "greater", "greaterOrEqual", "between"]
        let text = ["contains", "startsWith", "endsWith", "matches"]
        let time = ["within", "withinNext", "olderThan", "anniversary", "anniversaryWithin", "onDay"]
        func add(_ kinds: [String], _ names: [String]) { for kind in kinds { wanted.formUnion(names.map { "\(kind) \($0)" }) } }
        add(["text field", "id", "email", "emailDomain", "status", "eventName"], equality + text)
        add(["integer field", "float field"], equality + order)
        add(["boolean field"], equality)
        add(["date field", "createdAt", "updatedAt", "eventAt"], equality + order + time)
        add(["eventParameter"], equality + order + text + time)
        for question in ["count", "sum", "minimum", "maximum", "average"] { add(["events \(question)"], equality + order) }
        for question in ["last", "first"] { add(["events \(question)"], equality + order + time) }
        return wanted
    }

    private static func kind(_ property: Property) -> String {
        switch property {
        case .field(let field): "\(field.type) field"
        case .eventParameter: "eventParameter"
        default: "\(property)"
        }
    }

    private static func name(_ predicate: Predicate) -> String {
        if case .anniversary(_?) = predicate { return "anniversaryWithin" }
        return String("\(predicate)".prefix { $0 != "(" })
    }

    private static func name(_ question: EventClause.Question) -> String {
        switch question {
        case .none: "none"
        case .any: "any"
        case .count(let predicate): "count \(name(predicate))"
        case .sum(_, let predicate): "sum \(name(predicate))"
        case .minimum(_, let predicate): "minimum \(name(predicate))"
        case .maximum(_, let predicate): "maximum \(name(predicate))"
        case .average(_, let predicate): "average \(name(predicate))"
        case .last(let predicate): "last \(name(predicate))"
        case .first(let predicate): "first \(name(predicate))"
        }
    }
}
