/// What a database refused: its code, its words, and the statement, without the values.
public struct SQLError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The database's own result code; SQLite's primary code.
    public let code: Int
    public let message: String
    public let sql: String?

    public init(code: Int, message: String, sql: String? = nil) {
        self.code = code
        self.message = message
        self.sql = sql
    }

    public var description: String {
        "SQLite error \(code): \(message)" + (sql.map { " - while executing `\($0)`" } ?? "")
    }
}
