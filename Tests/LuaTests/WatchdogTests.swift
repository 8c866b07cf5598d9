import Foundation
import Synchronization
import Testing

@testable import Lua

extension LuaSuite {
    /// Calls that do not end are told of, while they are still stuck; all others are left alone.
    @Suite struct WatchdogTests {
        /// A state whose `host.stick` does not come back before somebody lets it go.
        private func state(time: Duration, _ gate: DispatchSemaphore) throws -> LuaState {
            let state = try LuaState(limits: LuaLimits(time: time))
            try state.register(
                LuaModule(
                    name: "host", doc: "Functions for tests.",
                    members: [
                        .function("stick", doc: "Waits, and looks at no limit.") { _ in
                            gate.wait()
                            return 0
                        },
                        .function("work", doc: "Works until it is told to stop.") { call in
                            while !call.state.isOver { usleep(1_000) }
                            #expect(call.state.timeLeft == .zero)
                            return 0
                        },
                        .function("left", doc: "Seconds that are left.") { call in
                            call.push(call.state.timeLeft.map { $0 / .seconds(1) } ?? -1)
                            return 1
                        },
                    ]))
            return state
        }

        @Test func aCallThatIsStuckIsToldOf() throws {
            let gate = DispatchSemaphore(value: 0)
            let state = try state(time: .milliseconds(20), gate)
            let told = Counter()
            state.onSilence(after: .milliseconds(50)) {
                told.value += 1
                gate.signal()
            }
            let error = try state.failure("pcall(host.stick) while true do end")
            #expect(error.kind == .timeLimit)
            #expect(told.value == 1)
            // The next call is watched anew.
            #expect(try state.failure("host.stick() while true do end").kind == .timeLimit)
            #expect(told.value == 2)
        }

        @Test func aCallThatEndsByItselfIsLeftAlone() throws {
            let state = try state(time: .milliseconds(20), DispatchSemaphore(value: 0))
            state.onSilence(after: .milliseconds(500)) { Issue.record("a call that ends was reported") }
            #expect(try state.failure("while true do pcall(function() while true do end end) end").kind == .timeLimit)
            #expect(try state.failure("host.work() return 1").kind == .timeLimit)
            #expect(try state.run("return 1") == [1])
        }

        @Test func withoutATimeLimitNothingIsOverdue() throws {
            let state = try LuaState()
            state.onSilence(after: .milliseconds(1)) { Issue.record("a call without a limit was reported") }
            let interrupter = state.interrupter
            #expect(try state.run("for i = 1, 1e6 do end return 1") == [1])
            #expect(interrupter.overdue == .zero)
        }

        @Test func hostCodeKnowsHowLongItMayWork() throws {
            let state = try state(time: .seconds(100), DispatchSemaphore(value: 0))
            guard case .number(let left)? = try state.run("return host.left()").first else { throw NoError(values: "no number") }
            #expect(left > 50 && left <= 100)
            #expect(state.timeLeft == nil && !state.isOver, "no call is in progress")
            #expect(state.interrupter.overdue == .zero)
        }

        /// What a program does with it: a stuck script ends the process, with an exit code of its choice.
        @Test func aProgramCanEndItself() async {
            await #expect(processExitsWith: .exitCode(5)) {
                let state = try LuaState(limits: LuaLimits(time: .milliseconds(20)))
                try state.register(
                    LuaModule(
                        name: "host", doc: "Functions for tests.",
                        members: [
                            .function("stick", doc: "Waits for ever.") { _ in
                                while true { pause() }
                            }
                        ]))
                state.onSilence(after: .milliseconds(50)) { _exit(5) }
                try state.run("while true do pcall(host.stick) end")
            }
        }
    }
}
