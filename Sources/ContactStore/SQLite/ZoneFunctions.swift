import Contacts
import GRDBSQLite

/// The SQL functions that know time zones: `zone_day_of_year(milliseconds, zone)` and `zone_instant(text, zone)`.
///
/// A statement names one zone throughout: its rules are kept from row to row.
final class ZoneFunctions {
    private var zone = Zone.utc

    static func register(on handle: OpaquePointer) {
        add("zone_day_of_year", on: handle) { functions, context, values in
            guard sqlite3_value_type(values[0]) != SQLITE_NULL, let zone = functions.zone(values[1]) else { return }
            let day = zone.date(of: Timestamp(milliseconds: sqlite3_value_int64(values[0])))
            var text = Array(day.description.utf8.suffix(5)).map { CChar(bitPattern: $0) }
            sqlite3_result_text(context, &text, 5, unsafeBitCast(-1, to: sqlite3_destructor_type.self))
        }
        add("zone_instant", on: handle) { functions, context, values in
            guard sqlite3_value_type(values[0]) == SQLITE_TEXT, let start = sqlite3_value_text(values[0]),
                let zone = functions.zone(values[1])
            else { return }
            let bytes = UnsafeRawBufferPointer(start: start, count: Int(sqlite3_value_bytes(values[0])))
            guard let instant = CalendarDate(bytes: bytes).map({ zone.instant(of: $0) }) ?? Timestamp(bytes: bytes) else { return }
            sqlite3_result_int64(context, instant.milliseconds)
        }
    }

    private typealias Body = (ZoneFunctions, OpaquePointer?, UnsafeMutablePointer<OpaquePointer?>) -> Void

    private final class Function {
        let functions = ZoneFunctions()
        let body: Body
        init(_ body: @escaping Body) { self.body = body }
    }

    /// A function that answers null where its body sets no result.
    private static func add(_ name: String, on handle: OpaquePointer, _ body: @escaping Body) {
        sqlite3_create_function_v2(
            handle, name, 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC, Unmanaged.passRetained(Function(body)).toOpaque(),
            { context, _, values in
                guard let values, let user = sqlite3_user_data(context) else { return }
                let function = Unmanaged<Function>.fromOpaque(user).takeUnretainedValue()
                function.body(function.functions, context, values)
            }, nil, nil,
            { pointer in
                if let pointer { Unmanaged<Function>.fromOpaque(pointer).release() }
            })
    }

    private func zone(_ value: OpaquePointer?) -> Zone? {
        guard let start = sqlite3_value_text(value) else { return nil }
        let bytes = UnsafeRawBufferPointer(start: start, count: Int(sqlite3_value_bytes(value)))
        if zone.name.utf8.elementsEqual(bytes) { return zone }
        guard let named = Zone(String(decoding: bytes, as: UTF8.self)) else { return nil }
        zone = named
        return named
    }
}
