import Contacts

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
        var sql = try compiler.compile(query.filter)
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

    private func orderClause(_ query: ContactQuery) -> SQLFragment {
        let terms = query.order.map { order -> String in
            let expression =
                switch order.property {
                case .field(let field): source.field(field.id)
                case .email: "c.email"
                case .emailDomain: "substr(c.email, instr(c.email, '@') + 1)"
                case .status: source.status
                case .createdAt: "c.created_at"
                case .updatedAt: "c.updated_at"
                default: "c.uuid"
                }
            return "\(expression) IS NULL, \(expression) \(order.isAscending ? "ASC" : "DESC")"
        }
        return SQLFragment(" ORDER BY " + (terms + ["c.id"]).joined(separator: ", "))
    }
}
