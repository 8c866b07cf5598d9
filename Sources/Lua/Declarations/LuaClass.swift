/// What scripts can do with objects of the Swift types that name it (see ``LuaObject``).
public struct LuaClass {
    public var name: LuaClassName
    public var doc: String
    public var members: [LuaMember]
    /// Called with the object and a key that is no member; pushes one value. Without it such a read is `nil`.
    public var index: LuaBody?
    /// Called with the object, a key that is no settable property, and a value. Without it such a write is an error.
    public var newindex: LuaBody?

    public init(
        name: LuaClassName,
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
