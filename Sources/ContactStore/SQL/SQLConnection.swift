/// One connection to a SQL database, used by one thread at a time: all that staging, commit and filters know of a driver.
protocol SQLConnection: AnyObject {
    /// What differs between SQL databases.
    var dialect: any SQLDialect { get }
    /// A statement of one's own, for cursors that live while others run.
    func prepare(_ sql: String) throws(SQLError) -> any SQLStatement
    /// A statement kept by its text. It is shared: reset it before anything else may ask for the same text.
    func cached(_ sql: String) throws(SQLError) -> any SQLStatement
    /// Runs statements that need no values.
    func execute(_ sql: String) throws(SQLError)
    /// Rows changed by the last statement.
    var changedRows: Int { get }
    /// Whether a transaction is open.
    var isInTransaction: Bool { get }
    /// Asked every now and then while a statement runs, whether it is to be given up. A statement that writes takes its whole
    /// transaction along.
    var shouldStop: (() -> Bool)? { get set }
}

extension SQLConnection {
    /// Runs one statement with values.
    func run(_ sql: String, _ values: [SQLValue] = []) throws(SQLError) {
        try cached(sql).run(values)
    }

    /// The first column of the first row, or nil where there is no row or it is null.
    func integer(_ sql: String, _ values: [SQLValue] = []) throws(SQLError) -> Int64? {
        let statement = try cached(sql)
        try statement.bind(values)
        defer { statement.reset() }
        return try statement.step() && !statement.isNull(0) ? statement.integer(0) : nil
    }

    /// Calls a closure for each row.
    func rows(_ sql: String, _ values: [SQLValue] = [], _ body: (any SQLStatement) throws -> Void) throws {
        let statement = try prepare(sql)
        try statement.bind(values)
        defer { statement.reset() }
        while try statement.step() { try body(statement) }
    }

    /// The same with a statement that is kept by its text, for what is asked again and again. The closure does not ask for the same text.
    func cachedRows(_ sql: String, _ values: [SQLValue] = [], _ body: (any SQLStatement) throws -> Void) throws {
        let statement = try cached(sql)
        try statement.bind(values)
        defer { statement.reset() }
        while try statement.step() { try body(statement) }
    }

    /// Runs a closure in a transaction that may write from its start, and rolls it back where the closure throws.
    func transaction<Result>(_ body: () throws -> Result) throws -> Result {
        try execute(dialect.beginImmediate)
        do {
            let result = try body()
            try execute("COMMIT")
            return result
        } catch {
            // A full disk may have rolled it back already; a second rollback would hide the reason.
            if isInTransaction { try? execute("ROLLBACK") }
            throw error
        }
    }
}
