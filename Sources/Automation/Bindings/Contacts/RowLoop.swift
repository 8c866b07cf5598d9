import ContactStore
import Contacts
import Lua

/// A walk over a query whose current row lies in the slots of a Lua cursor.
final class RowLoop {
    let cursor: ContactCursor
    let row: LuaCursor
    private let columns: [ContactColumn]
    private let snapshot: Snapshot
    /// Texts that are made for a row (days, instants, ids) and live until the next.
    private let scratch: UnsafeMutableRawBufferPointer
    /// The slot of each column that the cursor brings.
    private var slots: [Int] = []
    private(set) var isDone = false

    private static let scratchWidth = 40

    init(cursor: ContactCursor, type: LuaRecordType, columns: [ContactColumn], snapshot: Snapshot) {
        self.cursor = cursor
        self.columns = columns
        self.snapshot = snapshot
        row = LuaCursor(type: type, slotCount: columns.count)
        scratch = .allocate(byteCount: columns.count * Self.scratchWidth, alignment: 8)
    }

    deinit {
        scratch.deallocate()
    }

    /// The contact that it stands at; 0 where it stands at none.
    var key: Int64 { isDone ? 0 : row.key }

    /// Goes to the next row and fills its slots; false where there is none.
    func next() throws -> Bool {
        guard let key = try cursor.next() else {
            isDone = true
            return false
        }
        row.advance(key: key.rawValue)
        if slots.count < cursor.columns.count {
            for column in cursor.columns[slots.count...] { slots.append(columns.firstIndex(of: column) ?? 0) }
        }
        for index in slots.indices {
            // What is staged is looked up when it is read.
            if snapshot.hasStaged(cursor.columns[index]) { continue }
            guard let value = cursor.stored(index) else { break }
            fill(slots[index], value)
        }
        return true
    }

    /// Makes the row forget what it has read.
    func invalidate() { row.markStale() }

    private func fill(_ slot: Int, _ value: ColumnValue) {
        let buffer = UnsafeMutableRawBufferPointer(rebasing: scratch[(slot * Self.scratchWidth)..<((slot + 1) * Self.scratchWidth)])
        func made(_ length: Int) { row.set(slot: slot, UnsafeRawBufferPointer(rebasing: buffer[0..<length])) }
        switch value {
        case .missing: row.setNil(slot: slot)
        case .text(let bytes): row.set(slot: slot, bytes)
        case .integer(let number): row.set(slot: slot, number)
        case .float(let number): row.set(slot: slot, number)
        case .boolean(let flag): row.set(slot: slot, flag)
        case .date(let date):
            date.write(into: buffer)
            made(10)
        case .timestamp(let instant):
            instant.write(into: buffer)
            made(24)
        case .id(let id):
            id.write(into: buffer)
            made(UUIDv7.textLength)
        case .status(let status):
            let word: StaticString = status == .subscribed ? "subscribed" : "unsubscribed"
            row.set(slot: slot, UnsafeRawBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
        }
    }
}
