import ContactStore
import Contacts
import Lua

extension LuaCall {
    /// Pushes an iterator over rows, all values of a row at a time.
    ///
    /// - Parameter keys: how many values at the beginning are keys of a group: a missing one is the empty text, as Lua has no
    ///   table with nil for a key and ends a loop at one.
    func push(rows cursor: RowCursor, keys: Int = 0) {
        let walk = RowWalk(cursor, keys: keys, seen: veil?.seen)
        push(rows: walk.row) { try walk.next() }
    }
}
