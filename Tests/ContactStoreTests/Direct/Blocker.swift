@testable import ContactStore

/// Somebody else who writes, and takes his time.
final class Blocker {
    private let connection: SQLiteConnection

    init(path: String) throws {
        connection = try ContactStore.open(at: path).connect(.run)
    }

    func begin() throws { try connection.execute("BEGIN IMMEDIATE") }
    func end() throws { try connection.execute("COMMIT") }

    /// What a statement counts.
    func count(_ sql: String) throws -> Int64 { try connection.integer(sql) ?? 0 }

    func execute(_ sql: String) throws { try connection.execute(sql) }
}
