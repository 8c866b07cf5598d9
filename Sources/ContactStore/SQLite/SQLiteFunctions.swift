import Contacts
import GRDBSQLite

/// The SQL functions that Lunation adds to SQLite: text tests after Unicode simple case folding, which SQLite's own `LIKE`
/// does for ASCII alone, and the bucket of an id for samples. Written with the C interface, since they run once a row.
enum SQLiteFunctions {
    static func register(on handle: OpaquePointer) {
        // The second argument, the pattern, is folded already.
        add("fold_contains", on: handle) { text, pattern in text.isEmpty ? pattern.isEmpty : contains(text, pattern) }
        add("fold_starts", on: handle) { $0.utf8.starts(with: $1.utf8) }
        add("fold_ends", on: handle) { $0.utf8.reversed().starts(with: $1.utf8.reversed()) }
        add("fold_glob", on: handle) { Glob.matches($0, $1) }
        ZoneFunctions.register(on: handle)
        let flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC
        sqlite3_create_function_v2(
            handle, "id_bucket", 1, flags, nil,
            { context, _, values in
                guard let values, let start = sqlite3_value_blob(values[0]) else { return }
                let bytes = UnsafeRawBufferPointer(start: start, count: Int(sqlite3_value_bytes(values[0])))
                sqlite3_result_int64(context, Int64(SampleBucket.of(bytes)))
            }, nil, nil, nil)
    }

    private final class Test {
        let body: (String, String) -> Bool
        init(_ body: @escaping (String, String) -> Bool) { self.body = body }
    }

    private static func add(_ name: String, on handle: OpaquePointer, _ body: @escaping (String, String) -> Bool) {
        let test = Unmanaged.passRetained(Test(body)).toOpaque()
        sqlite3_create_function_v2(
            handle, name, 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC, test,
            { context, _, values in
                guard let values, let user = sqlite3_user_data(context) else { return }
                guard let text = sqlite3_value_text(values[0]), let pattern = sqlite3_value_text(values[1]) else {
                    sqlite3_result_null(context)
                    return
                }
                let test = Unmanaged<Test>.fromOpaque(user).takeUnretainedValue()
                func string(_ start: UnsafePointer<UInt8>, _ value: OpaquePointer?) -> String {
                    String(decoding: UnsafeBufferPointer(start: start, count: Int(sqlite3_value_bytes(value))), as: UTF8.self)
                }
                let matches = test.body(CaseFolding.folded(string(text, values[0])), string(pattern, values[1]))
                sqlite3_result_int(context, matches ? 1 : 0)
            }, nil, nil,
            { pointer in
                if let pointer { Unmanaged<Test>.fromOpaque(pointer).release() }
            })
    }

    private static func contains(_ text: String, _ pattern: String) -> Bool {
        var text = text
        var pattern = pattern
        return text.withUTF8 { text in
            pattern.withUTF8 { pattern in
                guard !pattern.isEmpty else { return true }
                guard pattern.count <= text.count else { return false }
                return (0...(text.count - pattern.count)).contains { start in
                    text[start] == pattern[0] && text[start..<(start + pattern.count)].elementsEqual(pattern)
                }
            }
        }
    }
}
