/// A table of known fields that scripts get or give, for its documentation.
public struct LuaShape: Sendable, Equatable {
    public var name: String
    public var doc: String
    public var fields: [LuaParameter]

    public init(name: String, doc: String, fields: [LuaParameter]) {
        self.name = name
        self.doc = doc
        self.fields = fields
    }
}
