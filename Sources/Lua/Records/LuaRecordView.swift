/// A group of a record's properties under a name of its own, as `fields` in `contact.fields.plan`.
public struct LuaRecordView {
    public var name: String
    public var doc: String
    public var properties: [LuaRecordProperty]
    /// Pushes one value for a name that is no property; the type's ``LuaRecordType/unknown`` where it is `nil`.
    public var fallback: LuaRecordType.Unknown?
    /// Takes an assignment; the type's ``LuaRecordType/assign`` where it is `nil`.
    public var newindex: LuaRecordType.Assign?

    public init(
        name: String,
        doc: String,
        properties: [LuaRecordProperty],
        fallback: LuaRecordType.Unknown? = nil,
        newindex: LuaRecordType.Assign? = nil
    ) {
        self.name = name
        self.doc = doc
        self.properties = properties
        self.fallback = fallback
        self.newindex = newindex
    }
}
