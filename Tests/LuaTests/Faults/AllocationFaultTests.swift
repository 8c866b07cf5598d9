import Foundation
import Testing

@testable import Lua

extension LuaSuite {
    /// Memory that is refused at any moment: an error, and nothing crashes or stays behind.
    @Suite struct AllocationFaultTests {
        /// Not in the pass: tests of processes and of time, tests that set faults themselves, and the hostile scripts, for
        /// which ``allocationsOfHostileScriptsMayFail(_:)`` does the same.
        static let skipped =
            "AllocationFaultTests|LineFaultTests|HostileTests|BorderSoakTests|PatternTests|aProgramCanEndItself|aRunningScriptCanBeInterrupted"

        /// Every other test of Lua states, run by ``FaultPass`` in a process of its own.
        @Test(.enabled(if: !FaultPass.isRunning)) func everyAllocationOfTheSuiteMayFail() throws {
            let report = FileManager.default.temporaryDirectory.appending(path: "faults-\(UUID().uuidString)")
            try Data().write(to: report)
            defer { try? FileManager.default.removeItem(at: report) }
            let process = Process()
            process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
            process.arguments = ["--testing-library", "swift-testing", "--filter", "LuaSuite", "--skip", Self.skipped]
            process.environment = ProcessInfo.processInfo.environment.merging([FaultPass.variable: report.path]) { $1 }
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            let patience = Date.now + (Soak.isFull ? 3600 : 300)
            while process.isRunning, Date.now < patience { Thread.sleep(forTimeInterval: 0.05) }
            #expect(!process.isRunning, "the pass hangs")
            if process.isRunning { process.terminate() }
            process.waitUntilExit()
            // The tests themselves fail, as they are to: the process is not to.
            #expect(process.terminationReason == .exit && process.terminationStatus <= 1, "ended by \(process.terminationStatus)")
            let result = FaultReport(try String(contentsOf: report, encoding: .utf8))
            #expect(result.findings == [])
            #expect(result.tests.count >= 60 && result.whole >= 200 && result.runs >= 4000, "\(result)")
            print(
                "failing allocations: \(result.runs) runs of \(result.tests.count) tests, \(result.whole) cases whole, \(result.part) in part"
            )
        }

        /// Each allocation of a script fails once: no crash, and nothing is left.
        @Test func everyAllocationMayFail() throws {
            let source = """
                local t = {} for i = 1, 20 do t['k' .. i] = { i, tostring(i) } end
                local co = coroutine.wrap(function(a) local b = coroutine.yield(a .. 'x') return b end)
                co(1) co(2)
                for k, v in pairs(t) do t[k] = nil end
                local s = ('abc'):rep(100):gsub('b', function(c) return c .. 'd' end)
                table.sort({ 3, 1, 2 }, function(a, b) return a < b end)
                host.apply(function() return host.large(100) end)
                return load('return 1')(), string.format('%s %d', {}, 1), pcall(error, 'x')
                """
            let live = LuaState.liveObjects
            var ended = false
            for n in 1...2000 where !ended {
                let state = try LimitTests().state(LuaLimits(memory: 64 << 20))
                state.failAllocation(n)
                do {
                    try state.run(source)
                    ended = state.isWaitingToFail
                } catch {
                    #expect(error.kind == .memoryLimit, "allocation \(n): \(error)")
                }
            }
            #expect(ended)
            #expect(LuaState.liveObjects == live)
        }

        /// The same for the opening of a state and the registrations, which the host makes in grace.
        @Test func everyAllocationOfOpeningMayFail() throws {
            defer { LuaState.failAllocationOfNextState(0) }
            let (live, left) = (LuaState.liveObjects, LuaState.bytesLeft)
            var refused = 0
            var opened = 0
            var ended = false
            while !ended, refused < 5000 {
                LuaState.failAllocationOfNextState(refused + 1)
                do {
                    ended = try hostileState(LuaLimits(memory: 64 << 20)).isWaitingToFail
                    // Some texts are interned before the table for them grows, which Lua does without.
                    if !ended { opened += 1 }
                } catch let error as LuaError {
                    #expect(error.kind == .memoryLimit, "allocation \(refused + 1): \(error)")
                }
                if !ended { refused += 1 }
            }
            print("opening: \(refused) allocations, \(opened) not needed")
            #expect(ended && refused > 100)
            #expect(LuaState.liveObjects == live && LuaState.bytesLeft == left)
        }

        /// The hostile scripts with a small budget, each failing at its first allocations and at some of the later ones.
        @Test(arguments: HostileCase.inFiles)
        func allocationsOfHostileScriptsMayFail(_ hostile: HostileCase) throws {
            let limits = LuaLimits(time: .milliseconds(100), instructions: 20_000, memory: 4 << 20)
            let (live, left) = (LuaState.liveObjects, LuaState.bytesLeft)
            for n in Array(1...(Soak.isFull ? 300 : 16)) + (0..<7).map({ 30 << $0 }) {
                let state = try hostileState(limits)
                state.failAllocation(n)
                do {
                    try state.run(hostile.source)
                } catch  where !state.isWaitingToFail {
                    // The failure may come while another limit unwinds.
                    #expect([.memoryLimit, .instructionLimit, .timeLimit].contains(error.kind), "allocation \(n): \(error)")
                } catch {}
                if state.isWaitingToFail { break }
            }
            #expect(LuaState.liveObjects == live && LuaState.bytesLeft == left)
        }
    }
}
