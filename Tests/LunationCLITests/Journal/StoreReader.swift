import GRDBSQLite
import Testing

/// A store's file, read with SQLite alone: what is there whatever the program says of it.
final class StoreReader {
    private let handle: OpaquePointer

    init(_ path: String) throws {
        var handle: OpaquePointer?
        let code = sqlite3_open_v2(path, &handle, SQLITE_OPEN_READWRITE, nil)
        self.handle = try #require(handle)
        try #require(code == SQLITE_OK, "\(path): SQLite's error \(code)")
        sqlite3_busy_timeout(handle, 10_000)
    }

    deinit {
        sqlite3_close(handle)
    }

    func rows(_ sql: String) throws -> [[Cell]] {
        var statement: OpaquePointer?
        let code = sqlite3_prepare_v2(handle, sql, -1, &statement, nil)
        try #require(code == SQLITE_OK, "\(sql): \(String(cString: sqlite3_errmsg(handle)))")
        defer { sqlite3_finalize(statement) }
        var rows: [[Cell]] = []
        while true {
            switch sqlite3_step(statement) {
            case SQLITE_ROW: rows.append((0..<sqlite3_column_count(statement)).map { Self.cell(statement, $0) })
            case SQLITE_DONE: return rows
            default: try #require(Bool(false), "\(sql): \(String(cString: sqlite3_errmsg(handle)))")
            }
        }
    }

    func integer(_ sql: String) throws -> Int64? { try rows(sql).first?.first?.integer }

    func isSound() throws -> Bool {
        try rows("PRAGMA integrity_check") == [[.text("ok")]] && rows("PRAGMA foreign_key_check").isEmpty
    }

    private static func cell(_ statement: OpaquePointer?, _ column: Int32) -> Cell {
        switch sqlite3_column_type(statement, column) {
        case SQLITE_INTEGER: .integer(sqlite3_column_int64(statement, column))
        case SQLITE_FLOAT: .real(sqlite3_column_double(statement, column))
        case SQLITE_TEXT:
            .text(
                String(
                    decoding: UnsafeRawBufferPointer(
                        start: sqlite3_column_text(statement, column), count: Int(sqlite3_column_bytes(statement, column))), as: UTF8.self))
        case SQLITE_BLOB:
            .blob(
                [UInt8](
                    UnsafeRawBufferPointer(
                        start: sqlite3_column_blob(statement, column), count: Int(sqlite3_column_bytes(statement, column)))))
        default: .null
        }
    }
}
