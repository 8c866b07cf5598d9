import Testing

@testable import Lua

extension LuaSuite {
    @Suite struct ErrorTests {
        struct HostError: Error, Equatable, CustomStringConvertible {
            var description: String
        }

        static func state() throws -> LuaState {
            let state = try LuaState()
            try state.register(
                LuaModule(
                    name: "host",
                    doc: "Functions for tests.",
                    members: [
                        .function("fail", doc: "Fails.") { call in throw HostError(description: try call.string(1)) },
                        .function("apply", doc: "Calls a function.") { call in
                            for value in try call.state.call(call.function(1), [1]) { call.push(value) }
                            return 1
                        },
                    ]
                )
            )
            return state
        }

        /// Messages are part of the interface: each is pinned.
        @Test(arguments: [
            ("local c\nreturn c.email", "test.lua:2: attempt to index a nil value (local 'c')"),
            ("x = = 1", "test.lua:1: unexpected symbol near '='"),
            ("\n\nerror('boom')", "test.lua:3: boom"),
            ("x = = [[one\n  two\r\n]]", "test.lua:1: unexpected symbol near '='"),
            ("[[one\n  two\r\n]]", "test.lua:3: unexpected symbol near '[[one two ]]'"),
            ("error('two\\n\\r lines\\n')", "test.lua:1: two lines"),
            ("error('boom', 0)", "test.lua:1: boom"),
            ("error({ message = 'told' })", "test.lua:1: told"),
            ("error({})", "test.lua:1: the error value is not a text but a table"),
            ("error()", "test.lua:1: the error value is not a text but nil"),
            (
                "error(setmetatable({}, { __tostring = function() return 'x' end }))",
                "test.lua:1: the error value is not a text but a table"
            ),
            ("local ok, e = pcall(error, 'a') error(e, 0)", "test.lua:1: a"),
            ("return load('x =')()", "test.lua:1: attempt to call a nil value"),
            ("assert(load('\\nx = ='))", "test.lua:1: (load):2: unexpected symbol near '='"),
            ("return load('return nil .. 1')()", "(load):1: attempt to concatenate a nil value"),
            ("coroutine.wrap(function() error('inner') end)()", "test.lua:1: inner"),
            ("setmetatable({}, { __gc = print })", "test.lua:1: a metatable with '__gc' is not accepted"),
            ("collectgarbage()", "test.lua:1: collectgarbage accepts \"count\" only"),
            ("string.format('%p', {})", "test.lua:1: format '%p' is not accepted"),
            ("('x'):rep(1 << 40)", "test.lua:1: resulting string too large"),
            (
                "table.insert(setmetatable({}, { __len = error }), 1)",
                "test.lua:1: bad argument #1 to 'insert' (a table without '__index', '__newindex' and '__len' is needed)"
            ),
            ("require '../x'", "test.lua:1: '../x' is not a module name"),
            ("require 'x'", "test.lua:1: module 'x' not found"),
            ("for k in pairs(nil) do end", "test.lua:1: bad argument #1 to 'pairs' (table expected, got nil)"),
            ("local function f() return f() + 1 end f()", "test.lua:1: stack overflow"),
            ("host.fail('no such list')", "test.lua:1: no such list"),
            ("host.fail()", "test.lua:1: bad argument #1 to 'fail' (string expected, got no value)"),
            ("\nhost.apply(function()\nlocal x = nil + 1 end)", "test.lua:3: attempt to perform arithmetic on a nil value"),
        ])
        func messages(source: String, message: String) throws {
            let error = try ErrorTests.state().failure(source)
            let text = String(error.description.prefix { $0 != "\n" })
            #expect(message == "test.lua:1: stack overflow" ? text.hasPrefix(message) : text == message, "got: \(text)")
        }

        @Test func anErrorKnowsItsPlaceAndLine() throws {
            let source = """
                local function clean(c)
                  return c.email:lower()   -- fails
                end

                local function each()
                  local r = clean({})
                  return r
                end
                each()
                """
            let error = try LuaState.failure(source)
            #expect(error.kind == .runtime)
            #expect(error.script == "test.lua" && error.line == 2)
            #expect(error.message == "attempt to index a nil value (field 'email')")
            #expect(error.excerpt == "return c.email:lower()   -- fails")
            #expect(
                error.traceback.map(\.description) == [
                    "test.lua:2: in function 'clean'", "test.lua:6: in function 'each'", "test.lua:9: in the main chunk",
                ]
            )
        }

        @Test func syntaxErrorsHaveAnExcerpt() throws {
            let error = try LuaState.failure("local a = 1\n  if a then\nlocal b = = 2\nend")
            #expect(error.kind == .syntax && error.line == 3 && error.excerpt == "local b = = 2")
            #expect(throws: LuaError.self) { try LuaState().check(Array("x = ".utf8), name: "x.lua") }
            try LuaState().check(Array("error('not run')".utf8), name: "x.lua")
        }

        @Test func tracebacksSpanCoroutines() throws {
            let error = try LuaState.failure("local function f() error('x') end\nlocal co = coroutine.wrap(function() f() end)\nco()")
            #expect(error.traceback.map(\.line) == [1, 2, 3])
        }

        @Test func tracebacksSurviveStackOverflow() throws {
            let error = try LuaState.failure("local function f() return 1 + f() end\nf()")
            #expect(error.message.hasPrefix("stack overflow"))
            #expect(error.traceback.count == 22)
            #expect(error.traceback.first?.function == "f" && error.traceback.last?.isMainChunk == true)
        }

        @Test func theHostsErrorComesBack() throws {
            let error = try ErrorTests.state().failure("\nhost.fail('gone')")
            #expect(error.underlying as? HostError == HostError(description: "gone"))
            #expect(error.line == 2 && error.excerpt == "host.fail('gone')")
        }

        @Test func theHostsErrorComesBackWhenRaisedAgain() throws {
            let error = try ErrorTests.state().failure("local ok, e = pcall(host.fail, 'gone') error(e, 0)")
            #expect(error.underlying as? HostError == HostError(description: "gone"))
        }

        @Test func aHandledErrorIsGone() throws {
            let state = try ErrorTests.state()
            #expect(try state.run("return pcall(function() host.fail('gone') end)") == [false, "test.lua:1: gone"])
            #expect(try state.failure("pcall(host.fail, 'gone') error('other')").underlying == nil)
        }

        @Test func anErrorInACalledFunctionKeepsItsPlace() throws {
            let state = try ErrorTests.state()
            let error = try state.failure("local function f()\nhost.fail('deep')\nend\nhost.apply(f)")
            #expect(error.description == "test.lua:2: deep")
            #expect(error.underlying as? HostError == HostError(description: "deep"))
            #expect(error.traceback.map(\.line) == [2, 4])
        }

        @Test func errorsInModulesNameTheModule() throws {
            var environment = LuaEnvironment()
            environment.module = { name in
                switch name {
                case "tools.bad": ("lib/bad.lua", Array("\nlocal x = nil + 1".utf8))
                case "good": ("lib/good.lua", Array("local m = ... return { name = m, n = {} }".utf8))
                case "wrong": ("lib/wrong.lua", Array("x = =".utf8))
                case "loop": ("lib/loop.lua", Array("require 'loop'".utf8))
                default: nil
                }
            }
            func failure(_ source: String) throws -> LuaError { try LuaState(environment: environment).failure(source) }
            let error = try failure("require 'tools.bad'")
            #expect(error.description == "lib/bad.lua:2: attempt to perform arithmetic on a nil value")
            #expect(error.excerpt == "local x = nil + 1")
            #expect(try failure("require 'wrong'").description == "lib/wrong.lua:1: unexpected symbol near '='")
            #expect(try failure("require 'loop'").message == "module 'loop' requires itself, or failed before")
            let state = try LuaState(environment: environment)
            #expect(try state.run("return require('good').name, require('good').n == require('good').n") == ["good", true])
        }

        @Test func longNamesAreShortened() throws {
            let name = String(repeating: "very/long/", count: 20) + "end.lua"
            let error = try LuaState().failure("\nerror('x')", name: name)
            #expect(error.line == 2 && error.excerpt == "error('x')" && error.script?.hasSuffix("/end.lua") == true)
        }

        @Test func hugeMessagesAreCut() throws {
            #expect(try LuaState.failure("error(('x'):rep(1e6))").message.utf8.count < 8300)
        }
    }
}
