import Contacts
import Scheduling

/// Turns a query of events into SQL over the log, called `e`.
struct EventQueryCompiler {
    let catalog: Catalog
    let clock: LogicalClock
    let source: ContactSource
    let dialect: any SQLDialect

    func select(_ columns: String, _ query: EventQuery) throws(FilterError) -> SQLFragment {
        let terms = query.order.map { order -> String in
            let expression = order.property == .eventName ? catalog.nameExpression("e.name") : source.expression(order.property, dialect)
            let direction = order.isAscending ? "ASC" : "DESC"
            return order.property.isAlwaysSet ? "\(expression) \(direction)" : "\(expression) IS NULL, \(expression) \(direction)"
        }
        let sql = try "SELECT \(columns) FROM " + plain(query) + " ORDER BY " + (terms + ["e.id"]).joined(separator: ", ")
        return query.limit.map { sql + SQLFragment(" LIMIT ?", [.integer(Int64($0))]) } ?? sql
    }

    /// What follows `FROM` for the events of a query, whatever their order.
    func from(_ query: EventQuery) throws(FilterError) -> SQLFragment {
        query.limit == nil ? try plain(query) : try "(" + select("e.*", query) + ") e"
    }

    private func plain(_ query: EventQuery) throws(FilterError) -> SQLFragment {
        let compiler = FilterCompiler(catalog: catalog, clock: clock, source: source, dialect: dialect)
        let filter = try compiler.compile(query.filter, ofEvents: true)
        guard let batch = query.batch else { return "\(source.log) e WHERE " + filter }
        // An unknown name has no events. The sign keeps the database from looking through all events of the name: the numbers are
        // the short way.
        let name = batch.trigger.name.flatMap { catalog.eventNames[$0] } ?? -1
        let numbers = SQLFragment("e.id > ? AND e.id <= ?", [.integer(batch.from), .integer(batch.through)])
        return "\(source.log) e WHERE " + numbers + " AND +e.name = \(name) AND " + filter
    }
}
