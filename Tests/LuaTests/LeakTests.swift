import Testing

@testable import Lua

extension LuaSuite {
    /// Nothing that crossed the border stays behind.
    @Suite struct LeakTests {
        final class HostError: Error, CustomStringConvertible {
            let description = "failed"
            let counter: Counter

            init(_ counter: Counter) {
                self.counter = counter
                counter.value += 1
            }

            deinit { counter.value -= 1 }
        }

        static func state(_ counter: Counter) throws -> LuaState {
            let state = try LuaState()
            try state.register(LuaClass(name: Probe.luaClass, doc: "A probe.", members: []))
            try state.register(
                LuaModule(
                    name: nil, doc: "Globals.",
                    members: [
                        .function("make", doc: "Makes a probe.") { call in
                            counter.value += 1
                            call.push(Probe { counter.value -= 1 })
                            return 1
                        },
                        .function("fail", doc: "Fails with objects at hand.") { call in
                            counter.value += 1
                            let probe = Probe { counter.value -= 1 }
                            defer { withExtendedLifetime(probe) {} }
                            throw HostError(counter)
                        },
                        .function("apply", doc: "Calls a function.") { call in
                            try call.state.call(call.function(1), [.object(try call.object(2, as: Probe.self))])
                            return 0
                        },
                    ]
                )
            )
            return state
        }

        @Test(arguments: [
            "for i = 1, 10000 do pcall(fail) end",
            "for i = 1, 10000 do make() end",
            "local t = {} for i = 1, 10000 do t[i] = make() end",
            "for i = 1, 1000 do coroutine.wrap(function() pcall(fail) make() coroutine.yield() end)() end",
            "for i = 1, 1000 do apply(function(p) return p end, make()) end",
            "for i = 1, 1000 do pcall(apply, function(p) fail(p) end, make()) end",
            "kept = make() fail()",
        ])
        func nothingIsLeft(_ source: String) throws {
            let counter = Counter()
            let live = LuaState.liveObjects
            do {
                let state = try Self.state(counter)
                _ = try? state.run(source)
                #expect(LuaState.liveObjects > live)
            }
            #expect(LuaState.liveObjects == live)
            #expect(counter.value == 0)
        }

        @Test func garbageIsReleasedWhileTheStateLives() throws {
            let counter = Counter()
            let state = try Self.state(counter)
            try state.run("for i = 1, 10000 do make() pcall(fail) end")
            state.collectGarbage()
            #expect(counter.value <= 1, "the last error thrown may be kept")
            try state.run("")
            #expect(counter.value == 0)
        }

        @Test func functionsMayOutliveTheirState() throws {
            var kept: LuaFunction?
            do {
                let state = try LuaState()
                if case .function(let function) = try state.run("return function() end").first { kept = function }
            }
            #expect(kept != nil)
            kept = nil
        }

        @Test func releasedFunctionsAreCollected() throws {
            let state = try LuaState()
            for _ in 1...3 {
                for _ in 1...1000 { _ = try state.run("local t = {} for i = 1, 20 do t[i] = i end return function() return t end") }
                state.collectGarbage()
            }
            try state.run("")
            state.collectGarbage()
            #expect(state.usedMemory < 200_000)
        }

        @Test func theStackIsLeftAsItWas() throws {
            let state = try Self.state(Counter())
            for _ in 1...20_000 { _ = try? state.run("return fail()") }
            #expect(try state.run("return 1") == [1])
        }
    }
}
