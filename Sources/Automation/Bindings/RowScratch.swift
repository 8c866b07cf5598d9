import ContactStore
import Contacts

/// Room for the texts that are made of a row's values: days, instants, ids and statuses. They live until the next row.
final class RowScratch {
    private let bytes: UnsafeMutableRawBufferPointer
    private static let width = 40

    /// - Parameter count: how many values a row has.
    init(count: Int) {
        bytes = .allocate(byteCount: count * Self.width, alignment: 8)
    }

    deinit {
        bytes.deallocate()
    }

    static var empty: UnsafeRawBufferPointer { word("") }

    /// A value's text, where it has none of its own; empty for an id that is none.
    func text(_ index: Int, _ value: RowValue) -> UnsafeRawBufferPointer {
        switch value.kind {
        case .status: return Self.word(value.integer == 1 ? "subscribed" : "unsubscribed")
        case .date: return make(index, 10) { CalendarDate(days: Int(value.integer)).write(into: $0) }
        case .timestamp: return make(index, 24) { Timestamp(milliseconds: value.integer).write(into: $0) }
        case .id:
            guard let id = UUIDv7(bytes: value.bytes) else { return Self.empty }
            return make(index, UUIDv7.textLength) { id.write(into: $0) }
        default: return value.bytes
        }
    }

    private static func word(_ word: StaticString) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
    }

    private func make(_ index: Int, _ length: Int, _ write: (UnsafeMutableRawBufferPointer) -> Void) -> UnsafeRawBufferPointer {
        let start = index * Self.width
        let buffer = UnsafeMutableRawBufferPointer(rebasing: bytes[start..<(start + length)])
        write(buffer)
        return UnsafeRawBufferPointer(buffer)
    }
}
