import GRDBSQLite

/// Takes what was deleted out of the bytes of the store's files, where SQLite leaves it until the space is needed again.
///
/// Source: SQLite, "VACUUM" (the file is built anew, without free pages and without what lies between the cells of a page)
/// and "PRAGMA wal_checkpoint(TRUNCATE)" (the write-ahead log is emptied).
struct SQLiteShredder {
    let connection: any SQLConnection

    /// Answers false where another process reads an older state for longer than the wait, in milliseconds: the store remembers
    /// then that it is to be done, and the next connection does it.
    func shred(waiting: Int) throws -> Bool {
        try connection.execute("PRAGMA busy_timeout = \(waiting)")
        defer { try? connection.execute("PRAGMA busy_timeout = 60000") }
        do {
            try connection.execute("VACUUM")
        } catch {
            guard [SQLITE_BUSY, SQLITE_LOCKED].contains(Int32(error.code)) else { throw error }
            return false
        }
        guard try emptyLog() else { return false }
        try connection.execute("DELETE FROM meta WHERE key = 'shred'")
        return try emptyLog()
    }

    private func emptyLog() throws -> Bool {
        try connection.integer("PRAGMA wal_checkpoint(TRUNCATE)") == 0
    }
}
