import CLua

/// Lua as the system has it, with its own string library.
final class StockLua {
    private let state: OpaquePointer

    init() throws {
        guard let state = luaL_newstate() else { throw NoError(values: "no state") }
        self.state = state
        luaL_openlibs(state)
    }

    deinit { lua_close(state) }

    /// The text that a script returns, or its error.
    func run(_ source: String) -> [UInt8] {
        defer { lua_settop(state, 0) }
        if luaL_loadbufferx(state, source, source.utf8.count, "=test.lua", "t") == LUA_OK { _ = lua_pcallk(state, 0, 1, 0, 0, nil) }
        var size = 0
        guard let text = lua_tolstring(state, -1, &size) else { return [] }
        return Array(UnsafeRawBufferPointer(start: text, count: size))
    }
}
