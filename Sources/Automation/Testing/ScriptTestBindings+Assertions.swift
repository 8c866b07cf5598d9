import Lua

extension ScriptTestBindings {
    /// What must hold. Each takes a message of one's own as its last argument.
    var assertions: [LuaMember] {
        let actual = LuaParameter("actual", "any")
        let expected = LuaParameter("expected", "any")
        let message = LuaParameter("message", "string", optional: true)
        return [
            .function("eq", doc: "Two values are equal; tables by their content.", parameters: [actual, expected, message]) { call in
                let differences = ValueDifferences(actual: try call.value(1), expected: try call.value(2))
                guard differences.found.isEmpty else {
                    throw ScriptAssertion(description: try text(call, 3, "the values differ"), details: differences.lines())
                }
                return 0
            },
            .function("ne", doc: "Two values are not equal.", parameters: [actual, LuaParameter("other", "any"), message]) { call in
                let value = try call.value(1)
                guard !ValueDifferences(actual: value, expected: try call.value(2)).found.isEmpty else {
                    throw ScriptAssertion(
                        description: try text(call, 3, "the values are equal"), details: ["both are \(LuaLiteral.text(value))"])
                }
                return 0
            },
            .function("ok", doc: "A value is neither nil nor false.", parameters: [LuaParameter("value", "any"), message]) { call in
                switch call.type(1) {
                case .none, .nil: break
                case .boolean: if try call.boolean(1) { return 0 }
                default: return 0
                }
                throw ScriptAssertion(
                    description: try text(call, 2, "the value is \(LuaLiteral.text(try call.value(1))), which is not true"))
            },
            .function(
                "near", doc: "Two numbers differ by at most a tolerance, 1e-9 where none is given.",
                parameters: [
                    LuaParameter("actual", "number"), LuaParameter("expected", "number"),
                    LuaParameter("tolerance", "number", optional: true),
                    message,
                ]
            ) { call in
                let (actual, expected) = (try call.number(1), try call.number(2))
                let tolerance = try call.optionalNumber(3) ?? 1e-9
                // Of the same sign, infinities are equal; their difference is no number.
                guard actual == expected || abs(actual - expected) <= tolerance else {
                    throw ScriptAssertion(
                        description: try text(call, 4, "the numbers are further apart than \(LuaLiteral.number(tolerance))"),
                        details: ["expected \(LuaLiteral.number(expected))", "actual   \(LuaLiteral.number(actual))"])
                }
                return 0
            },
            .function(
                "match", doc: "A text has a place that a Lua pattern matches.",
                parameters: [LuaParameter("text", "string"), LuaParameter("pattern", "string"), message]
            ) { call in
                let value = try call.string(1)
                let pattern = try call.string(2)
                guard try isFound(pattern, in: value, call) else {
                    throw ScriptAssertion(
                        description: try text(call, 3, "the text does not match"),
                        details: ["pattern \(LuaLiteral.quoted(pattern))", "text    \(LuaLiteral.quoted(value))"])
                }
                return 0
            },
            .function(
                "error", doc: "A function fails, with a message that a Lua pattern matches where one is given; answers the message.",
                parameters: [LuaParameter("body", "function"), LuaParameter("pattern", "string", optional: true), message],
                returns: ["string"]
            ) { call in
                call.push(try failure(call))
                return 1
            },
        ]
    }

    private func text(_ call: LuaCall, _ index: Int, _ usual: String) throws -> String {
        let own = try call.optionalString(index)
        return own.map { String($0.prefix { !$0.isNewline }) } ?? usual
    }

    private func isFound(_ pattern: String, in text: String, _ call: LuaCall) throws -> Bool {
        guard let find = context.find else { return false }
        return try call.state.call(find, [.string(text), .string(pattern)]).first.map { $0 != .nil } ?? false
    }

    /// The message that a function fails with.
    private func failure(_ call: LuaCall) throws -> String {
        let body = try call.function(1)
        let pattern = try call.optionalString(2)
        switch Result(catching: { try call.state.call(body) }) {
        case .success:
            throw ScriptAssertion(description: try text(call, 3, "the function did not fail"))
        case .failure(let error as LuaError) where error.kind == .runtime:
            let message = error.description
            if let pattern, try !isFound(pattern, in: message, call) {
                throw ScriptAssertion(
                    description: try text(call, 3, "the function failed with another message"),
                    details: ["pattern \(LuaLiteral.quoted(pattern))", "message \(LuaLiteral.quoted(message))"])
            }
            return message
        // A limit that was reached ends the test, whoever looks for it.
        case .failure(let error): throw error
        }
    }
}
