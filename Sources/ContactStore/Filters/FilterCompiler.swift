import Contacts

/// Turns a filter into a SQL condition on the row `c` of ``ContactSource``.
///
/// Ids are written into the text, values become parameters. A null test counts as false, as the filters' rule for missing
/// values says. `not` is carried down to the tests, where null becomes true, so that it stays the exact complement.
struct FilterCompiler {
    let catalog: Catalog
    let clock: LogicalClock
    let source: ContactSource
    let dialect: any SQLDialect

    /// - Parameter ofEvents: whether the row that is tested is `e`, an event of the log, and not a contact.
    func compile(_ filter: Filter, ofEvents: Bool = false) throws(FilterError) -> SQLFragment {
        for name in filter.segments.sorted() {
            if let cycle = catalog.segmentGraph.cycle(from: name) { throw .cycle(cycle) }
        }
        let depth = catalog.segmentGraph.depth(of: filter)
        guard depth <= Filter.maximumDepth else { throw .tooDeep(depth) }
        if !filter.segments.isEmpty { try catalog.segmentGraph.checkMeasure(of: filter) }
        let sql = try condition(filter, isNegated: false, event: ofEvents).written(dialect).sql
        guard sql.values.count <= Filter.maximumValues else { throw .tooManyValues(sql.values.count) }
        return sql.parenthesised
    }

    /// - Parameter event: whether the row `e` of an event is there to be tested.
    private func condition(_ filter: Filter, isNegated: Bool, event: Bool) throws(FilterError) -> ConditionTree {
        func test(_ sql: SQLFragment, need: Int = 0) -> ConditionTree {
            .test(isNegated ? SQLFragment(dialect.isNotTrue(sql.text), sql.values) : sql, need: need)
        }
        switch filter {
        case .all:
            return .test(SQLFragment(isNegated ? "FALSE" : "TRUE"), need: 0)
        case .test(let property, let predicate):
            guard event || !property.isOfEvent else { throw .noEvent(property.path) }
            return test(try self.test(property, predicate))
        case .list(let id):
            return test(SQLFragment(source.membership(list: id)))
        case .events(let clause):
            let (sql, need) = try self.clause(clause)
            return test(sql, need: need)
        case .suppressed:
            return test(SQLFragment("EXISTS (SELECT 1 FROM suppression x WHERE x.email = \(source.email))"))
        case .segment(let name):
            guard let segment = catalog.segment(named: name) else {
                throw .unknownSegment(name, suggestion: Suggestion.nearest(to: name, in: catalog.segments.map(\.name)))
            }
            return try condition(segment.filter, isNegated: isNegated, event: false)
        case .and(let left, let right), .or(let left, let right):
            let isAnd = if case .and = filter { !isNegated } else { isNegated }
            let first = try condition(left, isNegated: isNegated, event: event)
            let second = try condition(right, isNegated: isNegated, event: event)
            return isAnd ? .and(first, second) : .or(first, second)
        case .not(let inner):
            return try condition(inner, isNegated: !isNegated, event: event)
        }
    }

    private func test(_ property: Property, _ predicate: Predicate) throws(FilterError) -> SQLFragment {
        func compile(_ expression: String, _ column: FilterColumn) -> SQLFragment {
            PredicateCompiler(clock: clock, dialect: dialect).compile(SQLFragment(expression), column, predicate)
        }
        switch property {
        case .id: return compile("c.uuid", .id)
        case .email: return compile(source.email, .text)
        case .emailDomain: return compile("substr(\(source.email), instr(\(source.email), '@') + 1)", .text)
        case .status: return compile(source.status, .status)
        case .createdAt: return compile("c.created_at", .timestamp)
        case .updatedAt: return compile("c.updated_at", .timestamp)
        case .field(let field):
            guard catalog.field(id: field.id) != nil else { throw .unknownField(field.tag) }
            return compile(source.field(field.id), FilterColumn(field.type))
        case .eventName: return EventNameCompiler(names: catalog.eventNames, clock: clock, dialect: dialect).compile(predicate)
        case .eventAt: return compile("e.at", .timestamp)
        case .eventParameter(let name):
            let (value, type) = dialect.parameter("e.params", name)
            return compile(value, .parameter(type: type))
        }
    }

    /// A question about the contact's events: an existence test, or a test of an aggregate; with what it takes of the parser.
    private func clause(_ clause: EventClause) throws(FilterError) -> (sql: SQLFragment, need: Int) {
        var events = SQLFragment("FROM \(source.events) e WHERE e.contact = c.id")
        var need = 0
        if let name = clause.name {
            // An unknown name has no events; no id is negative.
            events = events + " AND e.name = \(catalog.eventNames[name] ?? -1)"
        }
        for condition in clause.conditions {
            let inner = try self.condition(condition, isNegated: false, event: true).written(dialect)
            events = events + " AND " + inner.sql.parenthesised
            need = max(need, inner.need)
        }
        return (question(clause.question, events), need + Self.clauseNeed)
    }

    private func question(_ question: EventClause.Question, _ events: SQLFragment) -> SQLFragment {
        func aggregate(_ expression: String, _ column: FilterColumn, _ predicate: Predicate) -> SQLFragment {
            let selected = ("SELECT \(expression) " + events).parenthesised
            return PredicateCompiler(clock: clock, dialect: dialect).compile(selected, column, predicate)
        }
        func number(_ parameter: String) -> String {
            let (value, type) = dialect.parameter("e.params", parameter)
            return "CASE WHEN \(type) IN ('integer', 'real') THEN \(value) END"
        }
        switch question {
        case .any: return "EXISTS (SELECT 1 " + events + ")"
        case .none: return "NOT EXISTS (SELECT 1 " + events + ")"
        case .count(let predicate): return aggregate("count(*)", .integer, predicate)
        // As floating-point numbers: a sum of integers would end the query where it overflows.
        case .sum(let name, let predicate): return aggregate("coalesce(sum(\(number(name)) * 1.0), 0.0)", .float, predicate)
        case .minimum(let name, let predicate): return aggregate("min(\(number(name)))", .float, predicate)
        case .maximum(let name, let predicate): return aggregate("max(\(number(name)))", .float, predicate)
        case .average(let name, let predicate): return aggregate("avg(\(number(name)) * 1.0)", .float, predicate)
        case .last(let predicate): return aggregate("max(e.at)", .timestamp, predicate)
        case .first(let predicate): return aggregate("min(e.at)", .timestamp, predicate)
        }
    }

    /// What the words around a question's conditions take of the parser's stack.
    private static let clauseNeed = 16
}
