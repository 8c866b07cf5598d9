import Testing

@testable import Lua

extension LuaSuite {
    /// Which lines of a script were executed.
    @Suite struct LineTests {
        private static let modules = ["a": "local t = {}\nfunction t.f()\n  return 1\nend\nreturn t", "broken": "x ="]

        private func state(_ limits: LuaLimits = LuaLimits(), recordsLines: Bool = true) throws -> LuaState {
            let environment = LuaEnvironment(module: { name in
                Self.modules[name].map { (name: "lib/\(name).lua", source: Array($0.utf8)) }
            })
            return try LuaState(limits: limits, environment: environment, recordsLines: recordsLines)
        }

        /// The executed lines of a script, whether it fails or not.
        private func lines(_ source: String, _ limits: LuaLimits = LuaLimits()) throws -> [Int] {
            let state = try state(limits)
            _ = try? state.run(source)
            return (state.executedLines["test.lua"] ?? []).sorted()
        }

        private func expect(_ lines: [Int], _ wanted: [Int], _ location: SourceLocation = #_sourceLocation) {
            #expect(lines == wanted, sourceLocation: location)
        }

        @Test(arguments: [
            ("local x = 1\n\nlocal y = 2", [1, 3]),
            ("if false then\n  x()\nelse\n  y = 1\nend", [1, 4, 5]),
            ("for i = 1, 3 do\n  if i == 2 then\n    x = i\n  end\n  if i == 4 then\n    y = i\n  end\nend", [1, 2, 3, 5, 8]),
            ("local i = 0\nwhile i < 2 do\n  i = i + 1\nend\nrepeat\n  i = i - 1\nuntil i == 0", [1, 2, 3, 6, 7]),
            ("local function f()\n  return 1\nend\nlocal function g()\n  return 2\nend\nf()", [2, 3, 6, 7]),
            ("for k, v in pairs { 1 } do\n  x = v\nend\nfor k, v in pairs {} do\n  y = v\nend", [1, 2, 3, 4, 6]),
        ])
        func controlFlow(_ source: String, _ wanted: [Int]) throws {
            expect(try lines(source), wanted)
        }

        @Test(arguments: [
            "\n\nlocal co = coroutine.wrap(function()\n  x = 1\n  coroutine.yield()\n  y = 2\nend)\nco()\nco()\nco = nil",
            "\n\nlocal co = coroutine.create(function()\n  x = 1\n  coroutine.yield()\n  y = 2\nend)\n"
                + "coroutine.resume(co)\ncoroutine.resume(co)\nco = nil",
        ])
        func coroutines(_ source: String) throws {
            let all = [4, 5, 6, 7, 8, 9, 10]
            #expect(try lines(source).filter { $0 > 3 } == all)
            let once = source.replacing("co = nil", with: "").split(separator: "\n", omittingEmptySubsequences: false)
            #expect(try lines(once.prefix(8).joined(separator: "\n")).filter { $0 > 3 } == [4, 5, 7, 8])
        }

        /// A coroutine keeps its place among others that run meanwhile, and one in another is recorded too.
        @Test func coroutinesInCoroutines() throws {
            let source = """
                local function outer()
                  local inner = coroutine.wrap(function()
                    for i = 1, 2 do
                      coroutine.yield(i)
                    end
                    error("x")
                  end)
                  inner()
                  coroutine.yield()
                  inner()
                  pcall(inner)
                  last = 1
                end
                local co = coroutine.wrap(outer)
                co()
                co()
                """
            expect(try lines(source), Array(2...4) + Array(6...16))
        }

        @Test func anErrorInTheMiddle() throws {
            expect(try lines("local x = 1\nx = 2\nerror('no')\nx = 3"), [1, 2, 3])
            expect(try lines("local ok = pcall(function()\n  x = nil + 1\n  y = 1\nend)\nz = 1"), [1, 2, 4, 5])
        }

        @Test(arguments: [LuaLimits(time: .milliseconds(20)), LuaLimits(instructions: 10_000)])
        func aLimitInTheMiddle(_ limits: LuaLimits) throws {
            expect(try lines("local n = 0\nwhile true do\n  n = n + 1\nend\nn = 0", limits), [1, 3])
        }

        /// Instructions belong to the line of the word that Lua had read when it made them.
        @Test func statementsOnManyLines() throws {
            expect(try lines("x =\n  1\ny = {\n  a = 1,\n  b = x,\n}\nprint(\n  x,\n  y\n)"), [2, 3, 4, 5, 6, 7, 8, 10])
            expect(try lines("x = [[\n\n]]\ny = 1"), [3, 4])
        }

        @Test func longTexts() throws {
            let source = String(repeating: "\r\n", count: 5_000) + "x = 1" + String(repeating: "\n", count: 63) + "y = 2"
            expect(try lines(source), [5_001, 5_064])
        }

        @Test func modulesHaveTheirOwn() throws {
            let state = try state()
            try state.run("local a = require 'a'\nif a.g then\n  x = 1\nend\npcall(require, 'broken')")
            #expect(state.executedLines == ["test.lua": [1, 2, 5], "lib/a.lua": [1, 2, 4, 5]])
            try state.run("require('a').f()", name: "other.lua")
            #expect(state.executedLines["lib/a.lua"] == [1, 2, 3, 4, 5])
            #expect(state.executedLines["other.lua"] == [1])
        }

        @Test func whatLoadCompilesIsNotRecorded() throws {
            let state = try state()
            try state.run("\n\nload('x = 1\\ny = 2')()\nload('x = 1', 'test.lua')()")
            #expect(state.executedLines == ["test.lua": [3, 4]])
        }

        /// A longer text of the same name adds its lines.
        @Test func runsAddUp() throws {
            let state = try state()
            try state.run("x = 1")
            try state.run(String(repeating: "\n", count: 300) + "x = 2")
            try state.run("\nx = 3")
            #expect(state.executedLines == ["test.lua": [1, 2, 301]])
        }

        @Test func longNamesAreShortened() throws {
            let state = try state()
            let name = String(repeating: "n", count: 100) + ".lua"
            try state.run("x = 1", name: name)
            #expect(state.executedLines == [LuaState.shownName(of: name): [1]])
            #expect(LuaState.shownName(of: "a\n.lua") == "...a.lua" && LuaState.shownName(of: "a.lua") == "a.lua")
        }

        @Test func nothingIsRecordedUnlessWanted() throws {
            let state = try state(recordsLines: false)
            try state.run("x = 1\nrequire 'a'")
            #expect(!state.recordsLines && state.executedLines.isEmpty)
        }

        /// The instructions that are counted are the same.
        @Test func recordingChangesNoCount() throws {
            let source = "local n = 0\nfor i = 1, 5000 do\n  n = n + i\nend\nreturn n"
            let (plain, recording) = (try state(recordsLines: false), try state())
            #expect(try plain.run(source) == recording.run(source))
            #expect(plain.instructionsUsed == recording.instructionsUsed)
        }
    }
}
