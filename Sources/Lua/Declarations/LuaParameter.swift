/// A parameter of a function that scripts can call, for its documentation.
public struct LuaParameter: Sendable, Equatable {
    public var name: String
    /// In the notation of the Lua language server, as in `string|integer`.
    public var type: String
    public var optional: Bool
    public var doc: String

    public init(name: String, type: String, optional: Bool = false, doc: String = "") {
        self.name = name
        self.type = type
        self.optional = optional
        self.doc = doc
    }

    public init(_ name: String, _ type: String, optional: Bool = false, _ doc: String = "") {
        self.init(name: name, type: type, optional: optional, doc: doc)
    }
}
