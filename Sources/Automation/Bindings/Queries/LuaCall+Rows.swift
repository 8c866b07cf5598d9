import ContactStore
import Contacts
import Lua

extension LuaCall {
    /// Pushes an iterator over rows, all values of a row at a time.
    ///
    /// - Parameter keys: how many values at the beginning are keys of a group: a missing one is the empty text, as Lua has no
    ///   table with nil for a key and ends a loop at one.
    func push(rows cursor: RowCursor, keys: Int = 0) {
        pushFunction { call in
            guard try cursor.next() else {
                call.pushNil()
                return 1
            }
            for index in 0..<cursor.count {
                if index < keys, cursor.values[index].kind == .missing {
                    call.push("" as StaticString)
                } else {
                    call.push(cursor.values[index])
                }
            }
            return Int32(cursor.count)
        }
    }
}
