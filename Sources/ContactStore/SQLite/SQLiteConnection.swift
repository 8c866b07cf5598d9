import GRDB
import GRDBSQLite

/// A SQLite connection that GRDB opens and configures, and whose handle staging, scans and commits use directly.
final class SQLiteConnection: SQLConnection {
    /// Keeps the handle open.
    private let queue: DatabaseQueue
    let dialect: any SQLDialect = SQLiteDialect()
    private let handle: OpaquePointer
    private(set) var statements: [String: SQLiteStatement] = [:]

    /// How many statements are kept to be used again: scripts may ask any number of different questions.
    static let mostStatements = 200

    /// Steps of SQLite's virtual machine between two questions: a millisecond's work at most, of which the question is nothing.
    private static let stepsBetweenQuestions: Int32 = 5_000

    var shouldStop: (() -> Bool)? {
        didSet {
            guard shouldStop != nil else { return sqlite3_progress_handler(handle, 0, nil, nil) }
            sqlite3_progress_handler(
                handle, Self.stepsBetweenQuestions,
                { context in
                    guard let context else { return 0 }
                    let connection = Unmanaged<SQLiteConnection>.fromOpaque(context).takeUnretainedValue()
                    return connection.shouldStop?() == true ? 1 : 0
                }, Unmanaged.passUnretained(self).toOpaque())
        }
    }

    init(queue: DatabaseQueue) throws(SQLError) {
        self.queue = queue
        let handle: OpaquePointer? = queue.unsafeReentrantWrite { $0.sqliteConnection }
        guard let handle else { throw SQLError(code: Int(SQLITE_MISUSE), message: "the connection is closed") }
        self.handle = handle
        // GRDB's observers keep book of its own transactions and stop the program at the commit of one they do not know.
        sqlite3_commit_hook(handle, nil, nil)
        sqlite3_rollback_hook(handle, nil, nil)
        sqlite3_update_hook(handle, nil, nil)
        // Nor is its authorizer of use, which looks at every word of every statement.
        sqlite3_set_authorizer(handle, nil, nil)
    }

    func prepare(_ sql: String) throws(SQLError) -> any SQLStatement {
        try SQLiteStatement(sql, on: handle)
    }

    func cached(_ sql: String) throws(SQLError) -> any SQLStatement {
        if let statement = statements[sql] { return statement }
        let statement = try SQLiteStatement(sql, on: handle)
        // Those that are in use live on with their users.
        if statements.count >= Self.mostStatements { statements.removeAll(keepingCapacity: true) }
        statements[sql] = statement
        return statement
    }

    func execute(_ sql: String) throws(SQLError) {
        let code = sqlite3_exec(handle, sql, nil, nil, nil)
        guard code == SQLITE_OK else { throw SQLError(code, on: handle, sql: sql) }
    }

    var changedRows: Int { Int(sqlite3_changes64(handle)) }
    var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }
}
