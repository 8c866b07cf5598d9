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

    private func pushText(_ length: Int, _ write: (UnsafeMutableRawBufferPointer) -> Void) {
        withUnsafeTemporaryAllocation(byteCount: length, alignment: 1) { buffer in
            write(buffer)
            push(UnsafeRawBufferPointer(buffer))
        }
    }
}
