@testable import Lua

/// A state with some of a host's functions and an object, for hostile scripts to try.
func hostileState(_ limits: LuaLimits, recordsLines: Bool = false) throws -> LuaState {
    let state = try LuaState(limits: limits, recordsLines: recordsLines)
    let number = LuaMember.method("number", doc: "Its number.") { call in
        call.push(try call.object(1, as: Probe.self).number)
        return 1
    }
    try state.register(LuaClass(name: Probe.luaClass, doc: "A probe.", members: [number]))
    let members: [LuaMember] = [
        .function("apply", doc: "Calls a function.") { call in
            try call.state.call(call.function(1))
            return 0
        },
        .function("swallow", doc: "Calls a function and hides its error.") { call in
            _ = try? call.state.call(call.function(1))
            return 0
        },
        .function("take", doc: "Takes a table.") { call in
            _ = try call.table(1)
            return 0
        },
        .function("large", doc: "Makes a text.") { call in
            call.push([UInt8](repeating: 0x78, count: Int(try call.integer(1))))
            return 1
        },
        .function("fail", doc: "Fails.") { _ in throw LuaArgumentError(description: "no") },
        .function("make", doc: "Makes a probe.") { call in
            call.push(Probe())
            return 1
        },
    ]
    try state.register(LuaModule(name: "host", doc: "Functions for tests.", members: members))
    try state.setGlobal("probe", .object(Probe(7)))
    return state
}
