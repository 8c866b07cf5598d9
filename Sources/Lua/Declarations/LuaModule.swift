/// A global table with functions, properties and metamethods, or a set of global functions.
public struct LuaModule {
    /// Name of the global table; `nil` makes the functions global themselves.
    public var name: String?
    public var doc: String
    public var members: [LuaMember]
    /// Called with the module and a key that is no member; pushes one value.
    public var index: LuaBody?
    /// Called with the module, a key that is no settable property, and a value.
    public var newindex: LuaBody?

    public init(
        name: String?,
        doc: String,
        members: [LuaMember],
        index: LuaBody? = nil,
        newindex: LuaBody? = nil
    ) {
        self.name = name
        self.doc = doc
        self.members = members
        self.index = index
        self.newindex = newindex
    }
}
