import Dispatch
import Foundation
import Synchronization
import Testing

@testable import Lua

extension LuaSuite {
    /// Scripts written to hang, crash or leave the sandbox: each plain, in pcall and in a coroutine, under one second and 64 MiB.
    @Suite struct HostileTests {
        /// Cases of which one instruction can outlast twice its limit: the square of the stack's size is moved before anything looks
        /// at the clock. The watchdog of a program that sets one ends them.
        static let overruns: Set<String> = ["own-call", "own-call-ring", "own-call-from-tables"]

        /// Cases that end otherwise than wanted, with the reason. A case that starts to pass fails here.
        static let known: [String: String] = [:]

        @Test(arguments: HostileCase.quick)
        func endsAsWanted(_ hostile: HostileCase) throws {
            for way in HostileWay.allCases { check(hostile, way) }
        }

        /// The cases that take their whole time, three at once; but for those that move memory all the time, which would take each
        /// other's.
        @Test func endsInTime() throws {
            let moving = HostileCase.slow.filter { $0.id.hasPrefix("own-call") }
            for hostile in moving { for way in HostileWay.allCases { check(hostile, way) } }
            let others = HostileCase.slow.filter { !$0.id.hasPrefix("own-call") }
            let work = Mutex(others.flatMap { hostile in HostileWay.allCases.map { (hostile, $0) } })
            DispatchQueue.concurrentPerform(iterations: 3) { _ in
                while let (hostile, way) = work.withLock({ $0.popLast() }) { check(hostile, way) }
            }
        }

        private func check(_ hostile: HostileCase, _ way: HostileWay) {
            let name = Comment(rawValue: "\(hostile.id), \(way)")
            do {
                let result = try HostileResult.of(hostile, way)
                if let reason = Self.known[hostile.id] {
                    #expect(!hostile.accepts(result.outcome, way), "\(name) passes now; it is known for: \(reason)")
                    return
                }
                #expect(hostile.accepts(result.outcome, way), "\(name): wanted \(hostile.wanted(way)), got \(result.outcome)")
                // Twice the limits. The time is the thread's own: a busy machine makes the clock run on without it.
                let limit = Self.overruns.contains(hostile.id) ? 5 : 2.1
                #expect(result.seconds < limit || !Sanitizer.isOff, "\(name)")
                #expect(result.peakMemory < 128 << 20, "\(name)")
                #expect(result.stateIsUsable, "\(name)")
            } catch {
                Issue.record(error, name)
            }
        }

        @Test func allCasesAreRead() {
            #expect(HostileCase.inFiles.count == 211)
            #expect(Set(HostileCase.all.map(\.id)).count == HostileCase.all.count)
        }

        /// The process itself, not only what the states count, stays within twice the limit.
        @Test(.enabled(if: Sanitizer.isOff)) func theProcessStaysSmall() async {
            await #expect(processExitsWith: .success) {
                for hostile in HostileCase.quick where hostile.wanted.contains("memory-limit") {
                    ProcessMemory.forgetPeak()
                    let before = ProcessMemory.resident
                    _ = try HostileResult.of(hostile, .plain)
                    #expect(ProcessMemory.peak - before < 128 << 20, "\(hostile.id)")
                }
            }
        }

        @Test func globalsDoNotSurviveAState() throws {
            let source = Array("leak = (leak or 0) + 1 return leak".utf8)
            for _ in 1...2 { #expect(try LuaState().run(source, name: "leak.lua") == [1]) }
        }

        @Test func tooManyResultsAreRefused() throws {
            let error = try LuaState.failure("local t = {} for i = 1, 2000 do t[i] = i end return table.unpack(t)")
            #expect(error.kind == .conversion)
            #expect(error.message == "2000 values were returned, and 1000 are accepted")
        }

        @Test func aTextAsLongAsMayBeIsCompiled() throws {
            let limit = 1 << 20
            func text(_ size: Int) -> String { "return 1" + String(repeating: " ", count: size - 8) }
            #expect(try LuaState().run(text(limit)) == [1])
            #expect(try LuaState.failure(text(limit + 1)).message == "the text is too large")
            let loads = "return load((' '):rep(65536)) ~= nil, load((' '):rep(65537))"
            #expect(try LuaState().run(loads) == [true, nil, "(load): the text is too large"])
        }

        /// Compiling belongs to the run: the time limit holds for both together, and names the script.
        @Test func compilingIsUnderTheTimeLimit() throws {
            let limits = LuaLimits(time: .milliseconds(50), memory: 64 << 20)
            let source = HostileCase.longElseif
            let error = try LuaState(limits: limits).failure(source)
            #expect(error.description == "test.lua: the time limit of 0.05 seconds was reached" && error.kind == .timeLimit)
            let state = try LuaState(limits: limits)
            #expect(throws: LuaError.self) { try state.check(Array(source.utf8), name: "x.lua") }
            Thread.sleep(forTimeInterval: 0.06)
            #expect(try state.run("local n = 0 for i = 1, 100 do n = n + i end return n") == [5050])
        }
    }
}
