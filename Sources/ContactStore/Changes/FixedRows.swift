/// The rows of a `SELECT` kept in a temporary table, so that nothing that is staged later changes them.
///
/// Tables are used again: dropping one needs all other statements of the connection to have ended, and a script may walk over
/// contacts while it asks a thousand queries.
final class FixedRows {
    /// The table, with columns `v1`, `v2`, … and its rows in the order of their `rowid`.
    let table: String
    let count: Int
    private let columns: Int

    /// How wide the tables are that are made ahead, and how many.
    static let usualColumns = 8
    static let usualCount = 16
    private let changes: ChangeSet
    private let connection: any SQLConnection

    init(_ sql: SQLFragment, columns: Int, in changes: ChangeSet) throws {
        self.columns = max(columns, Self.usualColumns)
        self.changes = changes
        connection = changes.connection
        table = try changes.freeFixedTables[self.columns]?.popLast() ?? changes.makeFixedTable(columns: self.columns)
        let names = (1...columns).map { "v\($0)" }.joined(separator: ", ")
        let fill = try connection.prepare("INSERT INTO \(table) (\(names)) " + sql.text)
        try fill.run(sql.values)
        count = connection.changedRows
    }

    deinit {
        // A table that cannot be emptied is not used again.
        if (try? connection.execute("DELETE FROM \(table)")) != nil { changes.freeFixedTables[columns, default: []].append(table) }
    }
}
