/// The rows of a `SELECT` kept in a temporary table, so that nothing that is staged later changes them.
///
/// Tables are used again: dropping one needs all other statements of the connection to have ended, and a script may walk over
/// contacts while it asks a thousand queries.
final class FixedRows {
    /// The table, with columns `v1`, `v2`, … and its rows in the order of their `rowid`.
    let table: String
    let count: Int
    private let columns: Int
    private let changes: ChangeSet
    private let connection: any SQLConnection

    init(_ sql: SQLFragment, columns: Int, in changes: ChangeSet) throws {
        self.columns = columns
        self.changes = changes
        connection = changes.connection
        if let free = changes.freeFixedTables[columns]?.popLast() {
            table = free
        } else {
            changes.fixedTables += 1
            table = "temp.query_\(changes.fixedTables)"
            let names = (1...columns).map { "v\($0)" }.joined(separator: ", ")
            try connection.execute("CREATE TABLE \(table) (\(names))")
        }
        let fill = try connection.prepare("INSERT INTO \(table) " + sql.text)
        try fill.run(sql.values)
        count = connection.changedRows
    }

    deinit {
        // A table that cannot be emptied is not used again.
        if (try? connection.execute("DELETE FROM \(table)")) != nil { changes.freeFixedTables[columns, default: []].append(table) }
    }
}
