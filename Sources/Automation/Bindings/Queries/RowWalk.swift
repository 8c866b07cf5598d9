import ContactStore
import Contacts
import Lua

/// A walk over rows of values on their way to a script.
final class RowWalk {
    let row: LuaRow
    private let cursor: RowCursor
    private let keys: Int
    /// Texts that are made for a row (days, instants, ids) and live until the next.
    private let scratch: RowScratch

    private let seen: SeenTexts?

    init(_ cursor: RowCursor, keys: Int, seen: SeenTexts?) {
        self.seen = seen
        self.cursor = cursor
        self.keys = keys
        row = LuaRow(count: cursor.count)
        scratch = RowScratch(count: cursor.count)
    }

    func next() throws -> Bool {
        guard try cursor.next() else { return false }
        let values = cursor.values
        for index in 0..<cursor.count { fill(index, values[index]) }
        return true
    }

    private func fill(_ index: Int, _ value: RowValue) {
        switch value.kind {
        case .text:
            // What a group is called is a figure's name, not a person's.
            if index >= keys { seen?.insert(value.bytes) }
            row.set(index, value.bytes)
        case .integer: row.set(index, value.integer)
        case .float: row.set(index, value.float)
        case .boolean: row.set(index, value.integer != 0)
        case .missing where index < keys: row.set(index, RowScratch.empty)
        case .missing, .any: row.setNil(index)
        case .date, .timestamp, .status, .id: row.set(index, scratch.text(index, value))
        }
    }
}
