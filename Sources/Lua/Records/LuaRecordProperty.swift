/// A column that scripts read as a property of a record or of one of its views.
public struct LuaRecordProperty: Sendable, Equatable {
    public var name: String
    public var doc: String
    /// In the notation of the Lua language server.
    public var luaType: String
    /// Number of the column's slot in a ``LuaCursor``; the loader is asked for it by this number.
    public var slot: Int

    public init(name: String, doc: String, luaType: String, slot: Int) {
        self.name = name
        self.doc = doc
        self.luaType = luaType
        self.slot = slot
    }
}
