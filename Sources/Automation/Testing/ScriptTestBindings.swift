import ContactStore
import Contacts
import Lua

/// What a file of tests can call beside plain Lua: `test`, which declares one, and `t`, which each is given.
struct ScriptTestBindings {
    let context: ScriptTestContext

    /// The same for what only reads what is declared: no test can begin with it.
    static var declarations: ScriptTestBindings {
        ScriptTestBindings(context: ScriptTestContext { _ in throw ScriptError.usage("there is no test") })
    }

    var modules: [LuaModule] {
        [
            LuaModule(
                name: nil, doc: "Declaring tests.",
                members: [
                    .function(
                        "test", doc: "Declares a test: a name, and a function that is given the test's tools.",
                        parameters: [LuaParameter("name", "string"), LuaParameter("body", "fun(t: Test)")]
                    ) { call in
                        let name = try call.string(1)
                        guard !name.isEmpty else { throw call.usage("a test needs a name") }
                        try context.declare(ScriptTestCase(name: name, line: call.currentLine, body: try call.function(2)))
                        return 0
                    }
                ])
        ]
    }

    var classes: [LuaClass] {
        let members = fixtures + runs + reads + assertions
        return [
            LuaClass(
                name: ScriptTestObject.luaClass, doc: "What a test works with: an empty store of its own, and a clock that stands still.",
                members: members,
                index: { call in
                    let name = try call.string(2)
                    throw call.usage("t has no '\(name)'\(Suggestion.phrase(for: name, in: members.map(\.name)))")
                }),
            ScriptPlanBindings.declaration,
        ]
    }

    func register(in state: LuaState) throws {
        for luaClass in classes { try state.register(luaClass) }
        for module in modules { try state.register(module) }
        // What `t.match` and `t.error` compare with, whatever the file makes of `string` afterwards.
        if case .function(let find)? = try state.run(Array("return string.find".utf8), name: "(test)").first { context.find = find }
    }

    /// The running test's bench.
    func bench(_ call: LuaCall) throws -> ScriptTestBench {
        guard let bench = context.bench else { throw call.usage("'\(call.functionName)' works inside the test that t was given to") }
        return bench
    }
}
