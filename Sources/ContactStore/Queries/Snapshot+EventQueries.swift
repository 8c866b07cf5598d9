public import Contacts

extension Snapshot {
    private var eventCompiler: EventQueryCompiler {
        EventQueryCompiler(catalog: catalog, clock: clock, source: source, dialect: connection.dialect)
    }

    /// How many events a query matches.
    public func count(_ query: EventQuery) throws -> Int {
        let rows = try groups(query, by: [], .count)
        return try rows.next() ? Int(rows.values[0].integer) : 0
    }

    /// A walk over the events of a query.
    public func cursor(_ query: EventQuery) throws -> EventCursor {
        try store.translating {
            let columns = "e.contact, e.name, e.at, e.key, e.params, \(source.exists("e.contact"))"
            let sql = try eventCompiler.select(columns, query)
            let rows = try RowCursor(sql, kinds: [.integer, .timestamp, .text, .text, .boolean], in: self)
            return EventCursor(rows, names: catalog.eventNames)
        }
    }

    /// A walk over the groups of a query's events by their values of some properties, with what is made of each. A name comes as
    /// its text; aggregates of parameters are of those that are numbers.
    public func groups(_ query: EventQuery, by keys: [Property], _ aggregate: Aggregate) throws -> RowCursor {
        try store.translating {
            let (source, dialect, catalog) = (source, connection.dialect, catalog)
            func key(_ property: Property) -> String {
                property == .eventName ? catalog.nameExpression("e.name") : source.expression(property, dialect)
            }
            func value(_ property: Property) -> String {
                guard case .eventParameter(let name) = property else { return key(property) }
                let (value, type) = dialect.parameter("e.params", name)
                return "CASE WHEN \(type) IN ('integer', 'real') THEN \(value) END"
            }
            let group = GroupClause(keys: keys, aggregate: aggregate, key: key, value: value)
            return try RowCursor(group.select(from: eventCompiler.from(query)), kinds: group.kinds, in: self)
        }
    }

    /// The SQL that a query compiles to and the database's plan for it.
    public func explain(_ query: EventQuery) throws -> (sql: String, plan: [String]) {
        try store.translating { try plan(of: eventCompiler.select("e.id", query)) }
    }

    func plan(of sql: SQLFragment) throws -> (sql: String, plan: [String]) {
        var plan: [String] = []
        try connection.rows("EXPLAIN QUERY PLAN " + sql.text, sql.values) { plan.append($0.text(3)) }
        return (sql.text, plan)
    }
}
