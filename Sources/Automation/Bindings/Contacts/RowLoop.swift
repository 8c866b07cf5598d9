import ContactStore
import Contacts
import Lua

/// A walk over a query whose current row lies in the slots of a Lua cursor.
final class RowLoop {
    let cursor: ContactCursor
    let row: LuaCursor
    private let columns: [ContactColumn]
    private let snapshot: Snapshot
    private let scratch: RowScratch
    private let seen: SeenTexts?
    /// The slot of the first field; what lies before is known by its form or says nothing of a person.
    private let firstField: Int
    /// The slot of each column that the cursor brings; -1 for none.
    private var slots: [Int] = []
    private var stagedCount = 0
    private(set) var isDone = false

    init(cursor: ContactCursor, type: LuaRecordType, columns: [ContactColumn], snapshot: Snapshot, seen: SeenTexts?) {
        self.cursor = cursor
        self.columns = columns
        self.snapshot = snapshot
        self.seen = seen
        firstField = columns.firstIndex { if case .field = $0 { true } else { false } } ?? columns.count
        row = LuaCursor(type: type, slotCount: columns.count)
        scratch = RowScratch(count: columns.count)
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
        let count = cursor.valueCount
        if slots.count < count || stagedCount != snapshot.stagedPropertyCount { resolveSlots() }
        slots.withUnsafeBufferPointer { slots in
            for index in 0..<count where slots[index] >= 0 { fill(slots[index], cursor.values[index]) }
        }
        return true
    }

    /// Makes the row forget what it has read.
    func invalidate() { row.markStale() }

    /// Where each of the cursor's columns goes; what is staged is looked up when it is read, and goes nowhere.
    private func resolveSlots() {
        stagedCount = snapshot.stagedPropertyCount
        slots = cursor.columns.map { column in snapshot.hasStaged(column) ? -1 : columns.firstIndex(of: column) ?? -1 }
    }

    private func fill(_ slot: Int, _ value: RowValue) {
        switch value.kind {
        case .missing, .any: row.setNil(slot: slot)
        case .text:
            if slot >= firstField { seen?.insert(value.bytes) }
            row.set(slot: slot, value.bytes)
        case .integer: row.set(slot: slot, value.integer)
        case .float: row.set(slot: slot, value.float)
        case .boolean: row.set(slot: slot, value.integer != 0)
        case .date:
            let text = scratch.text(slot, value)
            seen?.insert(text)
            row.set(slot: slot, text)
        case .status, .timestamp, .id: row.set(slot: slot, scratch.text(slot, value))
        }
    }
}
