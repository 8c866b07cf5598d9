/// Body of a function that scripts can call: reads arguments from the call, pushes results on it, and returns how many.
public typealias LuaBody = (LuaCall) throws -> Int32

/// A member of a ``LuaModule`` or ``LuaClass``, with the documentation that editor stubs are made from.
public struct LuaMember {
    public enum Kind {
        /// `module.name(…)`; argument 1 is the first in the brackets.
        case function
        /// `object:name(…)`; argument 1 is the object, and messages count from the one after it.
        case method
        /// `object.name`; argument 1 is the object. A setter gets the value as argument 2.
        case property(get: LuaBody, set: LuaBody?)
        /// An operator, as in `__band`; a fallback for unknown keys as `__index` and `__newindex`.
        case metamethod
        /// `module(…)`, `module "…"`, `module {…}`; argument 1 is the module.
        case callable
    }

    public var kind: Kind
    public var name: String
    /// One line.
    public var doc: String
    public var parameters: [LuaParameter]
    /// Types of the results in the notation of the Lua language server.
    public var returns: [String]
    public var body: LuaBody

    public init(
        kind: Kind,
        name: String,
        doc: String,
        parameters: [LuaParameter] = [],
        returns: [String] = [],
        body: @escaping LuaBody
    ) {
        self.kind = kind
        self.name = name
        self.doc = doc
        self.parameters = parameters
        self.returns = returns
        self.body = body
    }
}

extension LuaMember {
    public static func function(
        _ name: String,
        doc: String,
        parameters: [LuaParameter] = [],
        returns: [String] = [],
        body: @escaping LuaBody
    ) -> LuaMember {
        LuaMember(kind: .function, name: name, doc: doc, parameters: parameters, returns: returns, body: body)
    }

    public static func method(
        _ name: String,
        doc: String,
        parameters: [LuaParameter] = [],
        returns: [String] = [],
        body: @escaping LuaBody
    ) -> LuaMember {
        LuaMember(kind: .method, name: name, doc: doc, parameters: parameters, returns: returns, body: body)
    }

    public static func property(
        _ name: String,
        doc: String,
        type: String,
        set: LuaBody? = nil,
        get: @escaping LuaBody
    ) -> LuaMember {
        LuaMember(kind: .property(get: get, set: set), name: name, doc: doc, returns: [type], body: get)
    }

    public static func metamethod(
        _ name: String,
        doc: String,
        parameters: [LuaParameter] = [],
        returns: [String] = [],
        body: @escaping LuaBody
    ) -> LuaMember {
        LuaMember(kind: .metamethod, name: name, doc: doc, parameters: parameters, returns: returns, body: body)
    }

    public static func callable(
        doc: String,
        parameters: [LuaParameter] = [],
        returns: [String] = [],
        body: @escaping LuaBody
    ) -> LuaMember {
        LuaMember(kind: .callable, name: "__call", doc: doc, parameters: parameters, returns: returns, body: body)
    }

    /// Arguments that messages do not count: the object of a method.
    var selfArguments: Int {
        switch kind {
        case .method, .callable, .property: 1
        case .function, .metamethod: 0
        }
    }
}
