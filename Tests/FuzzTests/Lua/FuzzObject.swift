import Lua

/// An object with members of every kind, for scripts to misuse.
final class FuzzObject: LuaObject {
    static let luaClass: LuaClassName = "thing"
    private var value = LuaValue.nil

    static func register(in state: LuaState) throws {
        try state.register(
            LuaClass(
                name: luaClass, doc: "A thing.",
                members: [
                    .property(
                        "value", doc: "What it holds.", type: "any",
                        set: { call in
                            try call.object(1, as: FuzzObject.self).keep(call.value(3))
                            return 0
                        },
                        get: { call in
                            call.push(try call.object(1, as: FuzzObject.self).value)
                            return 1
                        }),
                    .method("call", doc: "Calls a function with itself.") { call in
                        let results = try call.state.call(call.function(2), [.object(try call.object(1, as: FuzzObject.self))])
                        for result in results.prefix(5) { call.push(result) }
                        return Int32(min(results.count, 5))
                    },
                    .metamethod("__len", doc: "Its length.") { call in
                        call.push(1)
                        return 1
                    },
                ]))
        try state.register(
            LuaModule(
                name: "host", doc: "The host.",
                members: [
                    .function("new", doc: "A new thing.") { call in
                        call.push(FuzzObject())
                        return 1
                    },
                    .function("echo", doc: "Gives back what it is given.") { call in
                        for index in stride(from: 1, through: min(call.count, 5), by: 1) { call.push(try call.value(index)) }
                        return Int32(min(call.count, 5))
                    },
                    .function("text", doc: "A text, an integer and a number.") { call in
                        call.push("\(try call.string(1)) \(try call.integer(2)) \(try call.number(3))")
                        return 1
                    },
                    .function("fail", doc: "Fails.") { _ in throw FuzzFinding("the host failed") },
                ]))
    }

    /// Functions and things would hold each other for good.
    private func keep(_ value: LuaValue) {
        switch value {
        case .nil, .boolean, .integer, .number, .string, .bytes: self.value = value
        case .table, .object, .record, .function: self.value = .nil
        }
    }
}
