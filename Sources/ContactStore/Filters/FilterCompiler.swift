import Contacts

/// Turns a filter into a SQL condition on the row `c` of ``ContactSource``.
///
/// Ids are written into the text, values become parameters. A null condition counts as false, as the filters' rule for
/// missing values says; `not` turns null into true and so stays the exact complement.
struct FilterCompiler {
    let catalog: Catalog
    let clock: LogicalClock
    let source: ContactSource
    let dialect: any SQLDialect

    func compile(_ filter: Filter) throws(FilterError) -> SQLFragment {
        guard filter.depth <= Filter.maximumDepth else { throw .tooDeep(filter.depth) }
        return try condition(filter)
    }

    private func condition(_ filter: Filter) throws(FilterError) -> SQLFragment {
        switch filter {
        case .all:
            return SQLFragment("TRUE")
        case .test(let property, let predicate):
            return try test(property, predicate)
        case .list(let id):
            return SQLFragment(source.membership(list: id))
        case .events(let clause):
            return try self.clause(clause)
        case .suppressed:
            return SQLFragment("EXISTS (SELECT 1 FROM suppression x WHERE x.email = c.email)")
        case .segment(let name):
            throw .unknownSegment(name)
        case .and(let left, let right):
            return (try condition(left) + " AND " + condition(right)).parenthesised
        case .or(let left, let right):
            return (try condition(left) + " OR " + condition(right)).parenthesised
        case .not(let inner):
            let compiled = try condition(inner)
            return SQLFragment(dialect.isNotTrue(compiled.text), compiled.values)
        }
    }

    private func test(_ property: Property, _ predicate: Predicate) throws(FilterError) -> SQLFragment {
        let predicates = PredicateCompiler(clock: clock)
        switch property {
        case .id:
            return try predicates.compile("c.uuid", .id, predicate)
        case .email:
            return try predicates.compile("c.email", .text, predicate)
        case .emailDomain:
            return try predicates.compile("substr(c.email, instr(c.email, '@') + 1)", .text, predicate)
        case .status:
            return try predicates.compile(source.status, .status, predicate)
        case .createdAt:
            return try predicates.compile("c.created_at", .timestamp, predicate)
        case .updatedAt:
            return try predicates.compile("c.updated_at", .timestamp, predicate)
        case .field(let field):
            return try predicates.compile(source.field(field.id), PredicateCompiler.Column(field.type), predicate)
        case .eventName:
            return try EventNameCompiler(names: catalog.eventNames, clock: clock).compile(predicate)
        case .eventAt:
            return try predicates.compile("e.at", .timestamp, predicate)
        case .eventParameter(let name):
            let (value, type) = dialect.parameter("e.params", name)
            return try predicates.compile(value, .parameter(type: type), predicate)
        }
    }

    /// A clause on the contact's events: an existence test, or a test of an aggregate.
    private func clause(_ clause: EventClause) throws(FilterError) -> SQLFragment {
        var events = SQLFragment("FROM \(source.events) e WHERE e.contact = c.id")
        if let name = clause.name {
            // An unknown name has no events; no id is negative.
            events = events + " AND e.name = \(catalog.eventNames[name] ?? -1)"
        }
        for condition in clause.conditions {
            events = try events + " AND " + self.condition(condition)
        }
        let predicates = PredicateCompiler(clock: clock)
        func aggregate(
            _ expression: String, _ column: PredicateCompiler.Column, _ predicate: Predicate
        ) throws(FilterError) -> SQLFragment {
            let compiled = try predicates.compile("(SELECT \(expression) \(events.text))", column, predicate)
            return SQLFragment(compiled.text, events.values + compiled.values)
        }
        func number(_ parameter: String) -> String {
            let (value, type) = dialect.parameter("e.params", parameter)
            return "CASE WHEN \(type) IN ('integer', 'real') THEN \(value) END"
        }
        switch clause.question {
        case .any: return "EXISTS (SELECT 1 " + events + ")"
        case .none: return "NOT EXISTS (SELECT 1 " + events + ")"
        case .count(let predicate): return try aggregate("count(*)", .integer, predicate)
        case .sum(let name, let predicate): return try aggregate("coalesce(sum(\(number(name))), 0)", .float, predicate)
        case .minimum(let name, let predicate): return try aggregate("min(\(number(name)))", .float, predicate)
        case .maximum(let name, let predicate): return try aggregate("max(\(number(name)))", .float, predicate)
        case .average(let name, let predicate): return try aggregate("avg(\(number(name)))", .float, predicate)
        case .last(let predicate): return try aggregate("max(e.at)", .timestamp, predicate)
        case .first(let predicate): return try aggregate("min(e.at)", .timestamp, predicate)
        }
    }
}
