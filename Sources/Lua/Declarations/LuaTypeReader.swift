/// Reads a ``LuaTypeNotation``.
struct LuaTypeReader {
    private var rest: Substring

    init(_ text: String) {
        rest = text[...]
    }

    var isAtEnd: Bool { rest.allSatisfy { $0 == " " } }

    /// `A|B|C`.
    mutating func type() -> LuaTypeNotation? {
        guard let first = suffixed() else { return nil }
        var types = [first]
        while take("|") {
            guard let next = suffixed() else { return nil }
            types.append(next)
        }
        return types.count == 1 ? first : .union(types)
    }

    private mutating func suffixed() -> LuaTypeNotation? {
        guard var type = primary() else { return nil }
        while true {
            if take("?") {
                type = .optional(type)
            } else if take("[]") {
                type = .array(type)
            } else {
                return type
            }
        }
    }

    private mutating func primary() -> LuaTypeNotation? {
        if take("(") {
            guard let inner = type(), take(")") else { return nil }
            return inner
        }
        if take("{") { return fields(until: "}").map { .table($0) } }
        if take("\"") {
            guard let end = rest.firstIndex(of: "\"") else { return nil }
            defer { rest = rest[rest.index(after: end)...] }
            return .literal(String(rest[..<end]))
        }
        if take("fun(") { return function() }
        guard let name = name() else { return nil }
        guard take("<") else { return .name(name) }
        guard let arguments = types(), take(">") else { return nil }
        return .generic(name, arguments)
    }

    private mutating func function() -> LuaTypeNotation? {
        guard let parameters = fields(until: ")") else { return nil }
        guard take(":") else { return .function(parameters, returns: []) }
        return types().map { .function(parameters, returns: $0) }
    }

    private mutating func types() -> [LuaTypeNotation]? {
        var types: [LuaTypeNotation] = []
        repeat {
            guard let next = type() else { return nil }
            types.append(next)
        } while take(",")
        return types
    }

    /// `name: type, …` and the end.
    private mutating func fields(until end: String) -> [LuaTypeNotation.Field]? {
        var fields: [LuaTypeNotation.Field] = []
        while !take(end) {
            if !fields.isEmpty, !take(",") { return nil }
            guard let name = take("...") ? "..." : name() else { return nil }
            let isOptional = take("?")
            guard take(":"), let type = type() else { return nil }
            fields.append(LuaTypeNotation.Field(name: name, type: isOptional ? .optional(type) : type))
        }
        return fields
    }

    private mutating func name() -> String? {
        skipSpaces()
        let name = rest.prefix { $0 == "_" || $0 == "." || $0.isASCII && ($0.isLetter || $0.isNumber) }
        guard let first = name.first, first.isLetter || first == "_" else { return nil }
        rest = rest.dropFirst(name.count)
        return String(name)
    }

    private mutating func take(_ text: String) -> Bool {
        skipSpaces()
        guard rest.hasPrefix(text) else { return false }
        rest = rest.dropFirst(text.count)
        return true
    }

    private mutating func skipSpaces() {
        rest = rest.drop { $0 == " " }
    }
}
