/// A type as ``LuaParameter`` and ``LuaMember`` write it, in the notation of the Lua language server.
///
/// Source: https://luals.github.io/wiki/annotations/#documenting-types
public indirect enum LuaTypeNotation: Hashable, Sendable {
    public struct Field: Hashable, Sendable {
        public let name: String
        public let type: LuaTypeNotation
    }

    /// `string`, `Contact`.
    case name(String)
    /// `table<string, number>`.
    case generic(String, [LuaTypeNotation])
    /// `"asc"`.
    case literal(String)
    case optional(LuaTypeNotation)
    case array(LuaTypeNotation)
    case union([LuaTypeNotation])
    /// `fun(a: string): integer, string`.
    case function([Field], returns: [LuaTypeNotation])
    /// `{ key: string?, at: string? }`.
    case table([Field])

    /// The types that are Lua's own.
    public static let builtins: Set<String> = [
        "nil", "boolean", "number", "integer", "string", "table", "function", "thread", "userdata", "any", "unknown", "self",
    ]

    /// Nil where the text is no type.
    public init?(_ text: String) {
        var reader = LuaTypeReader(text)
        guard let type = reader.type(), reader.isAtEnd else { return nil }
        self = type
    }

    /// Every name in it.
    public var names: [String] {
        switch self {
        case .name(let name): [name]
        case .generic(let name, let types): [name] + types.flatMap(\.names)
        case .literal: []
        case .optional(let type), .array(let type): type.names
        case .union(let types): types.flatMap(\.names)
        case .function(let parameters, let returns): parameters.flatMap(\.type.names) + returns.flatMap(\.names)
        case .table(let fields): fields.flatMap(\.type.names)
        }
    }
}
