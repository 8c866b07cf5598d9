public import Contacts

extension Snapshot {
    /// A walk over some properties of a query's contacts.
    public func rows(_ query: ContactQuery, _ properties: [Property]) throws -> RowCursor {
        try store.translating {
            let columns = (["c.id"] + properties.map { source.expression($0, connection.dialect) }).joined(separator: ", ")
            return try RowCursor(compiler.select(columns, query), kinds: properties.map { RowValue.Kind($0) }, in: self)
        }
    }

    /// A walk over the groups of a query's contacts by their values of some properties, in order, with what is made of each:
    /// the keys, then the aggregate. One row for all contacts where there are no properties.
    public func groups(_ query: ContactQuery, by keys: [Property], _ aggregate: Aggregate) throws -> RowCursor {
        try store.translating {
            let (source, dialect) = (source, connection.dialect)
            let expression = { source.expression($0, dialect) }
            let group = GroupClause(keys: keys, aggregate: aggregate, key: expression, value: expression)
            let sql = try group.select(from: "\(source.table) c WHERE " + compiler.restriction(query))
            return try RowCursor(sql, kinds: group.kinds, in: self)
        }
    }
}
