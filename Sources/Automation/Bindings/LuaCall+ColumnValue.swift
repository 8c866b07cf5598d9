import ContactStore
import Contacts
import Lua

extension LuaCall {
    /// Pushes a column's value straight from where it lies.
    func push(_ value: ColumnValue) {
        switch value {
        case .missing: pushNil()
        case .text(let bytes): push(bytes)
        case .integer(let number): push(number)
        case .float(let number): push(number)
        case .boolean(let flag): push(flag)
        case .date(let date): pushText(10) { date.write(into: $0) }
        case .timestamp(let instant): pushText(24) { instant.write(into: $0) }
        case .status(.subscribed): push("subscribed" as StaticString)
        case .status(.unsubscribed): push("unsubscribed" as StaticString)
        case .id(let id): pushText(UUIDv7.textLength) { id.write(into: $0) }
        }
    }

    /// Pushes a row's value.
    func push(_ value: RowValue) {
        switch value.kind {
        case .missing, .any: pushNil()
        case .text: push(value.bytes)
        case .integer: push(value.integer)
        case .float: push(value.float)
        case .boolean: push(value.integer != 0)
        case .status: push((value.integer == 1 ? "subscribed" : "unsubscribed") as StaticString)
        case .date: pushText(10) { CalendarDate(days: Int(value.integer)).write(into: $0) }
        case .timestamp: pushText(24) { Timestamp(milliseconds: value.integer).write(into: $0) }
        case .id:
            if let id = UUIDv7(bytes: value.bytes) { pushText(UUIDv7.textLength) { id.write(into: $0) } } else { pushNil() }
        }
    }

    private func pushText(_ length: Int, _ write: (UnsafeMutableRawBufferPointer) -> Void) {
        withUnsafeTemporaryAllocation(byteCount: length, alignment: 1) { buffer in
            write(buffer)
            push(UnsafeRawBufferPointer(buffer))
        }
    }
}
