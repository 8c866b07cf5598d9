import Contacts
import Scheduling

/// Turns a query into SQL over ``ContactSource``.
struct QueryCompiler {
    let catalog: Catalog
    let clock: LogicalClock
    let source: ContactSource
    let dialect: any SQLDialect

    /// The query as a `SELECT` of the given columns of `c`.
    func select(_ columns: String, _ query: ContactQuery, extra: SQLFragment? = nil) throws(FilterError) -> SQLFragment {
        var sql = try "SELECT \(columns) FROM \(source.table) c WHERE " + condition(query)
        if let extra { sql = sql + " AND " + extra }
        sql = sql + orderClause(query)
        if let limit = query.limit { sql = sql + SQLFragment(" LIMIT ?", [.integer(Int64(limit))]) }
        return sql
    }

    /// The condition alone: what a set-based write adds to its own `FROM`. A query with an order and a limit becomes a
    /// membership test, since neither can stand in a condition.
    func condition(_ query: ContactQuery) throws(FilterError) -> SQLFragment {
        let compiler = FilterCompiler(catalog: catalog, clock: clock, source: source, dialect: dialect)
        guard query.depth <= Filter.maximumDepth else { throw .tooDeep(query.depth) }
        var sql = try compiler.compile(query.filter)
        if let base = try base(query.base) { sql = base + " AND " + sql }
        if let alive = source.alive { sql = sql + " AND " + alive }
        if let sample = query.sample {
            sql = sql + SQLFragment(" AND id_bucket(c.uuid) < ?", [.integer(Int64((sample * Double(SampleBucket.count)).rounded()))])
        }
        return sql
    }

    func restriction(_ query: ContactQuery) throws(FilterError) -> SQLFragment {
        guard query.limit != nil else { return try condition(query) }
        return try "c.id IN (" + select("c.id", query) + ")"
    }

    private func base(_ base: ContactQuery.Base) throws(FilterError) -> SQLFragment? {
        switch base {
        case .all: nil
        case .query(let query): try restriction(query).parenthesised
        case .union(let left, let right):
            (try restriction(left).parenthesised + " OR " + restriction(right).parenthesised).parenthesised
        case .intersection(let left, let right):
            try restriction(left).parenthesised + " AND " + restriction(right).parenthesised
        case .difference(let left, let right):
            try restriction(left).parenthesised + " AND "
                + SQLFragment(dialect.isNotTrue(restriction(right).text), restriction(right).values)
        case .events(let query): try "c.id IN (SELECT e.contact FROM " + events.from(query) + ")"
        case .crossing(let batch): crossing(batch)
        }
    }

    private var events: EventQueryCompiler { EventQueryCompiler(catalog: catalog, clock: clock, source: source, dialect: dialect) }

    private func crossing(_ batch: TriggerBatch) -> SQLFragment {
        let enters = if case .enter = batch.trigger { true } else { false }
        return SQLFragment(
            "c.id IN (SELECT contact FROM crossing WHERE id > ? AND id <= ? AND segment = ? AND enters = \(enters ? 1 : 0))",
            [.integer(batch.from), .integer(batch.through), .text(batch.trigger.name ?? "")])
    }

    private func orderClause(_ query: ContactQuery) -> SQLFragment {
        let terms = query.order.map { order -> String in
            let expression = source.expression(order.property, dialect)
            let direction = order.isAscending ? "ASC" : "DESC"
            return order.property.isAlwaysSet ? "\(expression) \(direction)" : "\(expression) IS NULL, \(expression) \(direction)"
        }
        return SQLFragment(" ORDER BY " + (terms + ["c.id"]).joined(separator: ", "))
    }
}
