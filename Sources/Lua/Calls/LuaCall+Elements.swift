import CLua
import CLuaBridge

/// Arguments that are long lists, read one element at a time.
extension LuaCall {
    /// The raw length of a table.
    public func length(_ i: Int) throws -> Int {
        guard type(i) == .table else { throw argumentError(i, expected: "table") }
        return Int(lua_rawlen(thread, Int32(i)))
    }

    /// A copy of one element of a table, from 1; each may hold as much as a whole argument.
    public func element(_ i: Int, at position: Int) throws -> LuaValue {
        guard type(i) == .table else { throw argumentError(i, expected: "table") }
        guard lua_checkstack(thread, 4) != 0 else { throw argumentError(i, LuaConversionError.stackOverflow.description) }
        let top = lua_gettop(thread)
        defer { lua_settop(thread, top) }
        lua_rawgeti(thread, Int32(i), Int64(position))
        var reader = LuaReader(state: state, thread: thread)
        do {
            return try reader.read(top + 1)
        } catch {
            throw argumentError(i, error.description)
        }
    }
}
