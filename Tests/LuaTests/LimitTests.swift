import Foundation
import Testing

@testable import Lua

extension LuaSuite {
    @Suite struct LimitTests {
        static let time = LuaLimits(time: .milliseconds(50), memory: 32 << 20)
        static let instructions = LuaLimits(instructions: 100_000)
        static let memory = LuaLimits(memory: 4 << 20)

        /// Ways to run a function `f` and swallow its errors.
        static let wrappers = [
            "f()",
            "pcall(f) while true do pcall(f) end",
            "xpcall(f, function() while true do end end)",
            "while true do xpcall(f, print) end",
            "coroutine.wrap(f)()",
            "while true do coroutine.resume(coroutine.create(f)) end",
            "pcall(coroutine.wrap(function() pcall(f) end))",
            "local t <close> = setmetatable({}, { __close = function() while true do end end }) f()",
            "table.sort({ 3, 2, 1 }, function() f() end)",
            "local s = ('x'):gsub('x', f)",
            "for i in f do end",
            "return setmetatable({}, { __index = f }).x",
            "host.apply(f)",
            "pcall(host.apply, f)",
            "host.swallow(f)",
        ]

        func state(_ limits: LuaLimits) throws -> LuaState {
            let state = try LuaState(limits: limits)
            try state.register(
                LuaModule(
                    name: "host",
                    doc: "Functions for tests.",
                    members: [
                        .function("apply", doc: "Calls a function.") { call in
                            try call.state.call(call.function(1))
                            return 0
                        },
                        .function("swallow", doc: "Calls a function and hides its error.") { call in
                            _ = try? call.state.call(call.function(1))
                            return 0
                        },
                        .function("large", doc: "Makes a text.") { call in
                            call.push(String(repeating: "x", count: Int(try call.integer(1))))
                            return 1
                        },
                    ]
                )
            )
            return state
        }

        @Test(arguments: wrappers)
        func time(_ wrapper: String) throws {
            let error = try state(Self.time).failure("local function f() while true do end end\n\(wrapper)")
            #expect(error.kind == .timeLimit)
            #expect(error.message == "the time limit of 0.05 seconds was reached")
            #expect(error.line != nil && error.excerpt != nil && !error.traceback.isEmpty)
        }

        @Test(arguments: wrappers)
        func instructions(_ wrapper: String) throws {
            let state = try state(Self.instructions)
            let error = try state.failure("local function f() while true do end end\n\(wrapper)")
            #expect(error.kind == .instructionLimit)
            #expect(error.description == "test.lua:1: the limit of 100000 instructions was reached")
            #expect(state.instructionsUsed < 110_000)
        }

        @Test(arguments: [
            "f()", "coroutine.wrap(f)()", "table.sort({ 2, 1 }, f)", "host.apply(f)", "local ok, e = pcall(f) error(e, 0)",
            "local ok, e = coroutine.resume(coroutine.create(f)) error(e, 0)",
        ])
        func memory(_ wrapper: String) throws {
            let state = try state(Self.memory)
            let error = try state.failure("local t = {}\nlocal function f() while true do t[#t + 1] = { 1 } end end\n\(wrapper)")
            #expect(error.kind == .memoryLimit)
            #expect(error.message == "the memory limit of 4 MiB was reached")
            #expect(error.line != nil)
            #expect(state.peakMemory < (4 << 20) + (64 << 10))
        }

        /// A script that caught it would go on with whatever it had lost. The state is good for the next script.
        @Test(arguments: ["pcall(f)", "xpcall(f, print)", "coroutine.resume(coroutine.create(f))", "pcall(pcall, f)"])
        func memoryErrorsCannotBeCaught(_ wrapper: String) throws {
            let state = try state(Self.memory)
            let error = try state.failure("local function f() local t = {} for i = 1, 1e9 do t[i] = {} end end \(wrapper) return 'went on'")
            #expect(error.kind == .memoryLimit)
            #expect(try state.run("return #('x'):rep(1000)") == [1000])
        }

        @Test func whatTheHostPushesCountsToo() throws {
            let error = try state(Self.memory).failure("local t = {} for i = 1, 100 do t[i] = host.large(1 << 20) end")
            #expect(error.kind == .memoryLimit && error.line == 1)
            #expect(try state(Self.memory).run("for i = 1, 100 do host.large(1 << 20) end") == [])
        }

        @Test func limitsStartAnewForEachCallOfTheHost() throws {
            let state = try state(Self.instructions)
            for _ in 1...3 {
                #expect(try state.failure("while true do end").kind == .instructionLimit)
                #expect(try state.run("local n = 0 for i = 1, 1000 do n = n + i end return n") == [500_500])
            }
        }

        /// A text that does not compile takes no budget from the call after it.
        @Test func aCallAfterATextThatDoesNotCompileStartsAnew() throws {
            let state = try state(LuaLimits(time: .milliseconds(50), instructions: 1_000_000))
            guard case .function(let one) = try state.run("return function() for i = 1, 3000 do end return 1 end").first else {
                return #expect(Bool(false), "a function was expected")
            }
            #expect(try state.failure("x x").kind == .syntax)
            Thread.sleep(forTimeInterval: 0.1)
            #expect(try state.call(one) == [1])
        }

        @Test func functionsOfTheHostAreLimited() throws {
            let state = try state(Self.instructions)
            guard case .function(let loop) = try state.run("return function() while true do end end").first else {
                return #expect(Bool(false), "a function was expected")
            }
            #expect(throws: LuaError.self) { try state.call(loop) }
        }

        @Test func patternsAreCharged() throws {
            let source = "('a'):rep(30):find(('a?'):rep(30) .. ('a'):rep(30))"
            #expect(try state(LuaLimits(instructions: 1_000_000)).failure(source).kind == .instructionLimit)
        }

        @Test func theSameScriptTakesTheSameInstructions() throws {
            let source =
                "local t = {} for i = 1, 5000 do t[i] = (i * 7919) % 1000 end table.sort(t) return (table.concat(t):gsub('1+', ''))"
            let used = try (1...2).map { _ in
                let state = try LuaState()
                try state.run(source)
                return state.instructionsUsed
            }
            #expect(used[0] == used[1] && used[0] > 0)
        }

        @Test func aRunningScriptCanBeInterrupted() throws {
            let state = try state(LuaLimits())
            let interrupter = state.interrupter
            let thread = Thread { interrupter.interrupt("the service is stopping") }
            thread.start()
            let error = try state.failure("while true do pcall(function() while true do end end) end")
            #expect(error.kind == .interrupted && error.message == "the service is stopping")
            interrupter.reset()
            #expect(try state.run("return 1") == [1])
        }

        @Test func sourceSizeIsLimited() throws {
            let limits = LuaLimits(sourceSize: 100, loadSize: 20)
            let error = try LuaState.failure(String(repeating: " ", count: 101), limits: limits)
            #expect(error.description == "test.lua: the text is too large" && error.kind == .syntax)
            let result = try LuaState(limits: limits).run("return load(('x'):rep(21))")
            #expect(result == [nil, "(load): the text is too large"])
        }

        @Test func longChainsAreRefused() throws {
            func chain(_ n: Int) -> String { "local a = {} a.b = a return a" + String(repeating: ".b", count: n) + ".x + 1" }
            #expect(try LuaState.failure(chain(100)).message == "attempt to perform arithmetic on a nil value (field 'x')")
            #expect(try LuaState.failure(chain(300)).message == "an expression has too many '.' or '[]' in a row")
            let calls = String(repeating: "math.abs(math.pi)\nlocal _ = math['pi'] -- a.b.c\n", count: 90)
            #expect(try LuaState().run(calls + "return 1") == [1])
        }
    }
}
