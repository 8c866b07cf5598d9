import Testing

@testable import Lua

extension LuaSuite {
    @Suite struct BindingTests {
        /// A set of numbers, to try operators with.
        final class Bag: LuaObject {
            static let luaClass: LuaClassName = "bag"
            var numbers: [Int64]
            var label = "none"
            var closed = false

            init(_ numbers: [Int64]) {
                self.numbers = numbers
            }
        }

        static var bagClass: LuaClass {
            LuaClass(
                name: Bag.luaClass,
                doc: "A bag of numbers.",
                members: [
                    .method("has", doc: "Whether a number is in it.", parameters: [LuaParameter("n", "integer")], returns: ["boolean"]) {
                        call in
                        call.push(try call.object(1, as: Bag.self).numbers.contains(call.integer(2)))
                        return 1
                    },
                    .method("each", doc: "Iterates.") { call in
                        var numbers = try call.object(1, as: Bag.self).numbers.makeIterator()
                        call.pushFunction { call in
                            guard let next = numbers.next() else { return 0 }
                            call.push(next)
                            return 1
                        }
                        return 1
                    },
                    .property(
                        "label", doc: "A name.", type: "string",
                        set: { call in
                            try call.object(1, as: Bag.self).label = call.string(2)
                            return 0
                        }
                    ) { call in
                        call.push(try call.object(1, as: Bag.self).label)
                        return 1
                    },
                    .property("size", doc: "How many.", type: "integer") { call in
                        call.push(try call.object(1, as: Bag.self).numbers.count)
                        return 1
                    },
                    .metamethod("__band", doc: "Numbers in both.") { call in
                        let other = try call.object(2, as: Bag.self).numbers
                        call.push(Bag(try call.object(1, as: Bag.self).numbers.filter(other.contains)))
                        return 1
                    },
                    .metamethod("__bnot", doc: "Negated numbers.") { call in
                        call.push(Bag(try call.object(1, as: Bag.self).numbers.map { -$0 }))
                        return 1
                    },
                    .metamethod("__len", doc: "How many.") { call in
                        call.push(try call.object(1, as: Bag.self).numbers.count)
                        return 1
                    },
                    .metamethod("__tostring", doc: "As text.") { call in
                        call.push("bag of \(try call.object(1, as: Bag.self).numbers)")
                        return 1
                    },
                    .metamethod("__close", doc: "Closes.") { call in
                        try call.object(1, as: Bag.self).closed = true
                        return 0
                    },
                    .callable(doc: "Adds a number.") { call in
                        try call.object(1, as: Bag.self).numbers.append(call.integer(2))
                        call.push(argument: 1)
                        return 1
                    },
                ]
            )
        }

        func state() throws -> LuaState {
            let state = try LuaState()
            try state.register(Self.bagClass)
            try state.register(
                LuaClass(
                    name: Probe.luaClass, doc: "Dynamic keys.", members: [],
                    index: { call in
                        call.push("key " + (try call.string(2)))
                        return 1
                    },
                    newindex: { call in throw call.argumentError(2, "'\(try call.string(2))' cannot be set") }
                )
            )
            try state.register(
                LuaModule(
                    name: "bag",
                    doc: "Bags.",
                    members: [
                        .function("of", doc: "Makes a bag.", parameters: [LuaParameter("numbers", "integer[]")], returns: ["bag"]) { call in
                            let numbers = try call.table(1).array.map { if case .integer(let n) = $0 { n } else { Int64(0) } }
                            call.push(Bag(numbers))
                            return 1
                        },
                        .property("empty", doc: "The empty bag.", type: "bag") { call in
                            call.push(Bag([]))
                            return 1
                        },
                        .callable(doc: "Makes a bag of one.") { call in
                            call.push(Bag([try call.integer(2)]))
                            return 1
                        },
                    ]
                )
            )
            try state.register(
                LuaModule(
                    name: "store", doc: "Dynamic keys.", members: [],
                    index: { call in
                        call.push("read " + (try call.string(2)))
                        return 1
                    },
                    newindex: { call in throw call.argumentError(2, "'\(try call.string(2))' is read-only") }
                )
            )
            return state
        }

        @Test(arguments: [
            "assert(bag.of{1, 2}:has(2))", "assert(not bag.of{1, 2}:has(3))", "assert(#(bag.of{1, 2, 3} & bag.of{2, 3}) == 2)",
            "assert((~bag.of{1}):has(-1))", "assert(bag.of{1, 2}.size == 2)", "assert(bag.empty.size == 0)", "assert(bag(7):has(7))",
            "assert(tostring(bag.of{1}) == 'bag of [1]')", "local b = bag.of{} b.label = 'x' assert(b.label == 'x')",
            "local n = 0 for x in bag.of{1, 2, 3}:each() do n = n + x end assert(n == 6)", "assert(bag.of{} (4):has(4))",
            "assert(bag.of{}.nothing == nil)", "assert(store.cursor == 'read cursor')", "assert(probe.plan == 'key plan')",
            "assert(getmetatable(bag.of{}) == false and getmetatable(bag) == false)",
            "assert(probe == probe2 and probe ~= bag.of{} and bag.of{} ~= bag.of{})",
            "do local b <close> = shared end assert(isClosed())",
            "assert(string.format('%s', bag.of{1}) == 'bag of [1]' and tostring(probe) == 'probe')",
        ])
        func members(_ source: String) throws {
            let state = try state()
            let probe = Probe()
            let shared = Bag([])
            try state.setGlobal("probe", .object(probe))
            try state.setGlobal("probe2", .object(probe))
            try state.setGlobal("shared", .object(shared))
            try state.register(
                LuaModule(
                    name: nil, doc: "Globals.",
                    members: [
                        .function("isClosed", doc: "Whether it is closed.") { call in
                            call.push(shared.closed)
                            return 1
                        }
                    ]
                )
            )
            try state.run(source)
        }

        @Test(arguments: [
            ("bag.of{}:has('x')", "bad argument #1 to 'has' (integer expected, got string)"),
            ("bag.of{}:has(1.5)", "bad argument #1 to 'has' (number has no integer representation)"),
            ("bag.of{}.has(1)", "bad self in call to 'has' (bag expected, got number): call it with ':' on its object"),
            ("bag.of{}.size = 1", "cannot set 'size' of bag"),
            ("bag.of{}.other = 1", "cannot set 'other' of bag"),
            ("bag.of(bag.of{})", "bad argument #1 to 'of' (table expected, got bag)"),
            (
                "bag.of{ {}, setmetatable({}, {}), coroutine.create(print) }",
                "bad argument #1 to 'of' (a coroutine has no counterpart outside of the script)"
            ),
            ("bag('x')", "bad argument #1 to 'bag' (integer expected, got string)"),
            ("return bag.of{} & 1", "bad argument #2 to '__band' (bag expected, got number)"),
            ("return bag.of{} + 1", "attempt to perform arithmetic on a bag value"),
            ("store.x = 1", "bad argument #1 to 'store' ('x' is read-only)"),
            ("bag.of{}.label = nil", "bad argument #1 to 'label' (string expected, got nil)"),
        ])
        func wrongUse(source: String, message: String) throws {
            #expect(try state().failure(source).description == "test.lua:1: " + message)
        }

        @Test func thePositionOfACallIsKnown() throws {
            let state = try LuaState()
            let seen = Counter()
            try state.register(
                LuaModule(
                    name: nil, doc: "Globals.",
                    members: [
                        .function("here", doc: "Notes the line.") { call in
                            #expect(call.scriptName == "place.lua")
                            seen.value = call.currentLine ?? 0
                            return 0
                        }
                    ]
                )
            )
            try state.run("local x\npcall(here)\n", name: "place.lua")
            #expect(seen.value == 2)
        }

        @Test func functionsGoBothWays() throws {
            let state = try LuaState()
            guard case .function(let add) = try state.run("local n = 0 return function(a, b) n = n + 1 return a + b, n end").first else {
                return #expect(Bool(false), "a function was expected")
            }
            #expect(try state.call(add, [1, 2]) == [3, 1])
            #expect(try state.call(add, [.number(0.5), 2]) == [.number(2.5), 2])
            try state.setGlobal("add", .function(add))
            #expect(try state.run("return add(2, 3)") == [5, 3])
            let other = try LuaState()
            #expect(throws: LuaError.self) { try other.call(add) }
        }

        @Test func callsNestInCoroutines() throws {
            let state = try LuaState()
            try state.register(
                LuaModule(
                    name: nil, doc: "Globals.",
                    members: [
                        .function("twice", doc: "Calls twice.") { call in
                            let function = try call.function(1)
                            let once = try call.state.call(function, [call.value(2)])
                            for value in try call.state.call(function, once) { call.push(value) }
                            return 1
                        }
                    ]
                )
            )
            let source = """
                local co = coroutine.wrap(function(x)
                  local y = twice(function(n) return twice(function(m) return m * 2 end, n) end, x)
                  coroutine.yield(y)
                  return twice(function(n) return n + 1 end, y)
                end)
                return co(1), co()
                """
            #expect(try state.run(source) == [16, 18])
            #expect(
                try state.failure("coroutine.wrap(function() twice(function() coroutine.yield() end, 1) end)()").message
                    == "attempt to yield across a C-call boundary"
            )
        }

        @Test func endlessRecursionThroughTheHostIsAnError() throws {
            let state = try LuaState()
            try state.register(
                LuaModule(
                    name: nil, doc: "Globals.",
                    members: [
                        .function("apply", doc: "Calls a function.") { call in
                            try call.state.call(call.function(1))
                            return 0
                        }
                    ]
                )
            )
            let error = try state.failure("local function f() apply(f) end f()")
            #expect(error.kind == .runtime && error.message.contains("stack overflow"), "\(error)")
            #expect(try state.run("return 1") == [1])
        }

        @Test func unregisteredClassesAreAnError() throws {
            let state = try LuaState()
            #expect(throws: LuaError.self) { try state.setGlobal("p", .object(Probe())) }
            try state.register(
                LuaModule(
                    name: nil, doc: "Globals.",
                    members: [
                        .function("make", doc: "Makes a probe.") { call in
                            call.push(Probe())
                            return 1
                        }
                    ]
                )
            )
            #expect(try state.failure("make()").message == "the class 'probe' is not registered")
        }

        @Test func theLibrarysOwnMetamethodsAreNotForBindings() throws {
            let members: [LuaMember] = [.metamethod("__gc", doc: "No.") { _ in 0 }]
            let state = try LuaState()
            #expect(throws: LuaError.self) { try state.register(LuaClass(name: "c", doc: "No.", members: members)) }
            #expect(throws: LuaError.self) { try state.register(LuaModule(name: nil, doc: "No.", members: members)) }
        }

        @Test func objectsOfAWrongTypeAreRefused() throws {
            let state = try state()
            try state.setGlobal("probe", .object(Probe()))
            #expect(
                try state.failure("return probe & bag.of{}").description
                    == "test.lua:1: bad argument #1 to '__band' (bag expected, got probe)"
            )
        }
    }
}
