import Testing

@testable import Lua

extension LuaSuite {
    /// Recording where memory is short, and under scripts that mean harm.
    @Suite struct LineFaultTests {
        private func state(_ limits: LuaLimits) throws -> LuaState {
            let source = Array("local t = {}\nreturn t".utf8)
            let environment = LuaEnvironment(module: { (name: "lib/\($0).lua", source: source) })
            return try LuaState(limits: limits, environment: environment, recordsLines: true)
        }

        /// Each allocation fails once. That of the lines' room ends nothing: the lines are dropped.
        @Test func everyAllocationMayFail() throws {
            let source = """
                local a = require 'a'
                local co = coroutine.wrap(function() coroutine.yield(('x'):rep(100)) end)
                co()
                for i = 1, 20 do
                  a[i] = { i, tostring(i) }
                end
                """
            let whole = ["test.lua": Set(1...6), "lib/a.lua": [1, 2]]
            let left = LuaState.bytesLeft
            var dropped: Set<String> = []
            var ended = false
            for n in 1...2000 where !ended {
                let state = try state(LuaLimits(memory: 64 << 20))
                state.failAllocation(n)
                do {
                    try state.run(source)
                    ended = state.isWaitingToFail
                    let lines = state.executedLines
                    for (name, wanted) in whole where lines[name] != wanted {
                        #expect(lines[name] == nil && !ended, "allocation \(n): \(lines)")
                        dropped.insert(name)
                    }
                } catch {
                    #expect(error.kind == .memoryLimit, "allocation \(n): \(error)")
                }
            }
            #expect(ended)
            #expect(dropped == Set(whole.keys))
            #expect(LuaState.bytesLeft == left)
        }

        /// A text of so many lines that no room is left for them runs all the same.
        @Test func linesWithoutRoomAreDropped() throws {
            let state = try state(LuaLimits(memory: 1 << 20, sourceSize: 16 << 20))
            try state.run(String(repeating: "\n", count: 10 << 20) + "x = 1")
            #expect(state.executedLines.isEmpty && state.peakMemory < 1 << 20)
            try state.run("x = 1")
            #expect(state.executedLines == ["test.lua": [1]])
        }

        @Test func theirMemoryIsCounted() throws {
            let text = Array((String(repeating: "\n", count: 1 << 19) + "x = 1").utf8)
            let (plain, recording) = (try LuaState(), try LuaState(recordsLines: true))
            let before = recording.usedMemory - plain.usedMemory
            for state in [plain, recording] {
                try state.run(text, name: "x")
                state.collectGarbage()
            }
            #expect((65_000...66_500).contains(recording.usedMemory - plain.usedMemory - before))
        }

        @Test(arguments: HostileCase.inFiles)
        func hostileScriptsEnd(_ hostile: HostileCase) throws {
            let limits = LuaLimits(time: .milliseconds(100), instructions: 20_000, memory: 4 << 20)
            let (live, left) = (LuaState.liveObjects, LuaState.bytesLeft)
            try {
                let state = try hostileState(limits, recordsLines: true)
                _ = try? state.run(hostile.source)
                #expect(try state.run("return 1") == [1] || state.usedMemory > 3 << 20)
                #expect(state.executedLines["test.lua"]?.allSatisfy { $0 >= 1 } ?? true)
            }()
            #expect(LuaState.liveObjects == live && LuaState.bytesLeft == left)
        }
    }
}
