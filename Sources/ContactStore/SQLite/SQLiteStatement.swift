import GRDBSQLite

/// A prepared SQLite statement, used through the C interface: rows come by the million, and GRDB's row type costs as much
/// again as SQLite itself.
final class SQLiteStatement: SQLStatement {
    private let handle: OpaquePointer
    private let connection: OpaquePointer
    private let sql: String

    /// SQLite copies what is bound before the call returns.
    private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    init(_ sql: String, on connection: OpaquePointer) throws(SQLError) {
        var handle: OpaquePointer?
        let code = sqlite3_prepare_v2(connection, sql, -1, &handle, nil)
        guard code == SQLITE_OK, let handle else { throw SQLError(code, on: connection, sql: sql) }
        self.handle = handle
        self.connection = connection
        self.sql = sql
    }

    deinit {
        sqlite3_finalize(handle)
    }

    func bind(_ index: Int, _ value: SQLValue) throws(SQLError) {
        let index = Int32(index)
        let code =
            switch value {
            case .null: sqlite3_bind_null(handle, index)
            case .integer(let number): sqlite3_bind_int64(handle, index, number)
            case .real(let number): sqlite3_bind_double(handle, index, number)
            // By its length: a zero byte in a text does not end it.
            case .text(let text): sqlite3_bind_text(handle, index, text, Int32(text.utf8.count), Self.transient)
            case .blob(let bytes): sqlite3_bind_blob(handle, index, bytes, Int32(bytes.count), Self.transient)
            }
        try check(code)
    }

    func bind(_ index: Int, _ value: Int64) throws(SQLError) {
        try check(sqlite3_bind_int64(handle, Int32(index), value))
    }

    func bind(_ index: Int, text bytes: UnsafeRawBufferPointer) throws(SQLError) {
        let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
        // An empty buffer may have no address, which SQLite would take for NULL.
        try check(
            start == nil
                ? sqlite3_bind_text(handle, Int32(index), "", 0, Self.transient)
                : sqlite3_bind_text(handle, Int32(index), start, Int32(bytes.count), Self.transient)
        )
    }

    func bind(_ index: Int, blob bytes: UnsafeRawBufferPointer) throws(SQLError) {
        try check(sqlite3_bind_blob(handle, Int32(index), bytes.baseAddress, Int32(bytes.count), Self.transient))
    }

    func bindNull(_ index: Int) throws(SQLError) {
        try check(sqlite3_bind_null(handle, Int32(index)))
    }

    func step() throws(SQLError) -> Bool {
        let code = sqlite3_step(handle)
        if code == SQLITE_ROW { return true }
        if code == SQLITE_DONE { return false }
        let error = SQLError(code, on: connection, sql: sql)
        sqlite3_reset(handle)
        throw error
    }

    func reset() {
        sqlite3_reset(handle)
    }

    func isNull(_ column: Int) -> Bool { sqlite3_column_type(handle, Int32(column)) == SQLITE_NULL }
    func integer(_ column: Int) -> Int64 { sqlite3_column_int64(handle, Int32(column)) }
    func real(_ column: Int) -> Double { sqlite3_column_double(handle, Int32(column)) }

    func bytes(_ column: Int) -> UnsafeRawBufferPointer {
        if sqlite3_column_type(handle, Int32(column)) == SQLITE_BLOB {
            let start = sqlite3_column_blob(handle, Int32(column))
            return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, Int32(column))))
        }
        let start = sqlite3_column_text(handle, Int32(column))
        return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, Int32(column))))
    }

    func value(_ column: Int) -> SQLValue {
        switch sqlite3_column_type(handle, Int32(column)) {
        case SQLITE_INTEGER: .integer(integer(column))
        case SQLITE_FLOAT: .real(real(column))
        case SQLITE_TEXT: .text(text(column))
        case SQLITE_BLOB: .blob([UInt8](bytes(column)))
        default: .null
        }
    }

    func read(_ kinds: UnsafeBufferPointer<RowValue.Kind>, into values: UnsafeMutablePointer<RowValue>) {
        for index in 0..<kinds.count {
            let column = Int32(index + 1)
            // Not safe with two threads on a connection, which there never are, and it saves most of the calls' own checks.
            let value = sqlite3_column_value(handle, column)
            switch kinds[index] {
            case .text, .id:
                // As a blob, since SQLite copies a text to end it with a zero.
                let start = sqlite3_value_blob(value)
                if start == nil, sqlite3_value_type(value) == SQLITE_NULL {
                    values[index].kind = .missing
                } else {
                    values[index].kind = kinds[index]
                    values[index].bytes = UnsafeRawBufferPointer(start: start, count: Int(sqlite3_value_bytes(value)))
                }
            case .any: readOwn(column, into: &values[index])
            case let kind:
                guard sqlite3_value_type(value) != SQLITE_NULL else {
                    values[index].kind = .missing
                    continue
                }
                values[index].kind = kind
                if kind == .float {
                    values[index].float = sqlite3_value_double(value)
                } else {
                    values[index].integer = sqlite3_value_int64(value)
                }
            }
        }
    }

    /// Reads a value of a column that has no type; a blob of one byte is a boolean.
    private func readOwn(_ column: Int32, into value: inout RowValue) {
        switch sqlite3_column_type(handle, column) {
        case SQLITE_INTEGER:
            value.kind = .integer
            value.integer = sqlite3_column_int64(handle, column)
        case SQLITE_FLOAT:
            value.kind = .float
            value.float = sqlite3_column_double(handle, column)
        case SQLITE_BLOB:
            value.kind = .boolean
            value.integer = bytes(Int(column)).first == 1 ? 1 : 0
        case SQLITE_TEXT:
            value.kind = .text
            value.bytes = bytes(Int(column))
        default: value.kind = .missing
        }
    }

    @inline(__always)
    private func check(_ code: Int32) throws(SQLError) {
        guard code == SQLITE_OK else { throw SQLError(code, on: connection, sql: sql) }
    }
}

extension SQLError {
    init(_ code: Int32, on connection: OpaquePointer, sql: String?) {
        self.init(code: Int(code & 0xff), message: String(cString: sqlite3_errmsg(connection)), sql: sql)
    }
}
