import Testing

@testable import Lua

extension LuaSuite {
    @Suite struct RecordTests {
        /// A table of people, with a count of the loader's calls.
        final class People {
            var values: [Int64: [Int: LuaValue]] = [:]
            var loads = 0
            var assigned: [String] = []
            private(set) var type: LuaRecordType?

            init(_ count: Int64) {
                for key in 1...max(count, 1) {
                    values[key] = [0: .integer(key), 1: .string("p\(key)@example.com"), 2: .string("pro"), 3: nil]
                }
            }

            func makeType() -> LuaRecordType {
                if let type { return type }
                let made = LuaRecordType(
                    name: "contact",
                    doc: "A contact.",
                    members: [
                        .method("describe", doc: "As text.") { [unowned self] call in
                            call.push("contact \(try call.recordKey(1, type: self.makeType()))")
                            return 1
                        },
                        .metamethod("__tostring", doc: "As text.") { [unowned self] call in
                            call.push("<\(try call.recordKey(1, type: self.makeType()))>")
                            return 1
                        },
                    ],
                    properties: [
                        LuaRecordProperty(name: "id", doc: "Number.", luaType: "integer", slot: 0),
                        LuaRecordProperty(name: "email", doc: "Address.", luaType: "string", slot: 1),
                    ],
                    views: [
                        LuaRecordView(
                            name: "fields", doc: "Custom fields.",
                            properties: [
                                LuaRecordProperty(name: "plan", doc: "Plan.", luaType: "string", slot: 2),
                                LuaRecordProperty(name: "mrr", doc: "Revenue.", luaType: "number", slot: 3),
                            ]
                        )
                    ],
                    load: { [unowned self] call, key, slot in
                        self.loads += 1
                        call.push(self.values[key]?[slot] ?? .nil)
                        return 1
                    },
                    assign: { [unowned self] call, key, view, name in
                        let value = try call.value(3)
                        self.assigned.append("\(key) \(view ?? "-") \(name) \(value)")
                        guard let slot = ["plan": 2, "mrr": 3, "tier": 9][name] else {
                            throw LuaArgumentError(description: "no field '\(name)'")
                        }
                        self.values[key]?[slot] = value
                    },
                    unknown: { _, key, view, name in
                        throw LuaArgumentError(description: "unknown name '\(name)' in \(view ?? "contact")")
                    }
                )
                type = made
                return made
            }

            func state() throws -> LuaState {
                let state = try LuaState()
                let type = makeType()
                try state.register(type)
                try state.register(
                    LuaModule(
                        name: nil, doc: "Globals.",
                        members: [
                            .function("each", doc: "Iterates.") { [unowned self] call in
                                let cursor = LuaCursor(type: type, slotCount: 4)
                                var key: Int64 = 0
                                call.pushFunction { call in
                                    key += 1
                                    guard let row = self.values[key] else {
                                        cursor.markStale()
                                        return 0
                                    }
                                    cursor.advance(key: key)
                                    cursor.set(slot: 0, key)
                                    cursor.set(slot: 3, nil)
                                    guard case .string(let email) = row[1], case .string(let plan) = row[2] else { return 0 }
                                    // The bytes of texts stay valid until the next row.
                                    self.texts = [Array(email.utf8), Array(plan.utf8)]
                                    self.texts[0].withUnsafeBytes { cursor.set(slot: 1, $0) }
                                    self.texts[1].withUnsafeBytes { cursor.set(slot: 2, $0) }
                                    call.push(record: cursor)
                                    return 1
                                }
                                return 1
                            },
                            .function("get", doc: "One by key.") { call in
                                call.push(recordKey: try call.integer(1), type: type)
                                return 1
                            },
                            .function("key", doc: "The key of a record.") { call in
                                call.push(try call.recordKey(1, type: type))
                                return 1
                            },
                        ]
                    )
                )
                return state
            }

            private var texts: [[UInt8]] = []
        }

        @Test func freshRowsNeedNoLoader() throws {
            let people = People(100)
            let state = try people.state()
            let source = """
                local n = 0
                for c in each() do
                  assert(c.email == 'p' .. c.id .. '@example.com' and c.fields.plan == 'pro' and c.fields.mrr == nil)
                  n = n + 1
                end
                return n
                """
            #expect(try state.run(source) == [100])
            #expect(people.loads == 0)
        }

        @Test func keptRowsAreReadByKey() throws {
            let people = People(3)
            let state = try people.state()
            let source = """
                local kept, views = {}, {}
                for c in each() do kept[#kept + 1] = c views[#views + 1] = c.fields end
                collectgarbage('count')
                return kept[1].email, kept[3].id, views[2].plan, kept[2]:describe(), tostring(kept[3])
                """
            #expect(try state.run(source) == ["p1@example.com", 3, "pro", "contact 2", "<3>"])
            #expect(people.loads == 3)
        }

        @Test func recordsOutliveTheirCursor() throws {
            let people = People(2)
            let state = try people.state()
            try state.run("for c in each() do first = first or c end")
            state.collectGarbage()
            for _ in 1...20 { try state.run("for c in each() do assert(c.id) end") }
            people.loads = 0
            #expect(try state.run("for c in each() do assert(first.id == 1) end return first.email") == ["p1@example.com"])
            #expect(people.loads == 3)
        }

        @Test func nestedLoopsHaveCursorsOfTheirOwn() throws {
            let people = People(5)
            let state = try people.state()
            #expect(try state.run("local n = 0 for a in each() do for b in each() do n = n + a.id * b.id end end return n") == [225])
            #expect(people.loads == 0)
        }

        @Test func assignmentGoesToTheHostAndIsReadBack() throws {
            let people = People(2)
            let state = try people.state()
            let source = """
                local seen = {}
                for c in each() do
                  c.fields.plan = 'team ' .. c.id
                  seen[#seen + 1] = c.fields.plan
                  c.fields.plan = nil
                  assert(c.fields.plan == nil and c.email)
                end
                return seen
                """
            #expect(try state.run(source) == [.table(LuaTable(array: ["team 1", "team 2"]))])
            #expect(people.assigned.first == #"1 fields plan string("team 1")"#)
        }

        @Test(arguments: [
            ("\nget(1).emial = 1", "test.lua:2: no field 'emial'"),
            ("return get(1).emial", "test.lua:1: unknown name 'emial' in contact"),
            ("return get(1).fields.paln", "test.lua:1: unknown name 'paln' in fields"),
            ("get(1).fields.paln = 1", "test.lua:1: no field 'paln'"),
            ("key({})", "test.lua:1: bad argument #1 to 'key' (contact expected, got table)"),
            ("key(get(1).fields)", "test.lua:1: bad argument #1 to 'key' (contact expected, got contact.fields)"),
            (
                "get(1).describe()",
                "test.lua:1: bad self in call to 'describe' (contact expected, got no value): call it with ':' on its object"
            ),
            ("return get(1)[1]", "test.lua:1: unknown name '1' in contact"),
            ("return #get(1)", "test.lua:1: attempt to get length of a contact value"),
        ])
        func wrongUse(source: String, message: String) throws {
            let people = People(1)
            #expect(try people.state().failure(source).description == message)
        }

        @Test func recordsAreEqualByKey() throws {
            let people = People(2)
            let source = """
                for c in each() do
                  assert(c == get(c.id) and c ~= get(c.id + 1) and c.fields == c.fields and c ~= c.fields)
                  assert(key(c) == c.id)
                end
                return getmetatable(get(1))
                """
            #expect(try people.state().run(source) == [false])
        }

        @Test func recordsComeBackAsValues() throws {
            let people = People(2)
            let state = try people.state()
            let record = LuaValue.record(LuaRecord(type: people.makeType(), key: 2))
            #expect(try state.run("return get(2), { get(2) }") == [record, .table(LuaTable(array: [record]))])
            try state.setGlobal("r", record)
            #expect(try state.run("return r.email") == ["p2@example.com"])
            #expect(try state.failure("return get(1).fields").kind == .conversion)
        }

        @Test func propertiesCanBeAdded() throws {
            let people = People(1)
            let state = try people.state()
            let tier = LuaRecordProperty(name: "tier", doc: "Tier.", luaType: "string", slot: 9)
            #expect(throws: LuaError.self) { try state.run("return get(1).fields.tier") }
            try state.addProperty(tier, to: people.makeType(), view: "fields")
            let source = "for c in each() do assert(c.fields.tier == nil) c.fields.tier = 'gold' return c.fields.tier end"
            #expect(try state.run(source) == ["gold"])
            #expect(throws: LuaError.self) { try state.addProperty(tier, to: people.makeType(), view: "none") }
        }

        @Test func aStaleRowIsReadByTheLoader() throws {
            let people = People(1)
            let state = try people.state()
            let cursor = LuaCursor(type: people.makeType(), slotCount: 1)
            try state.register(
                LuaModule(
                    name: nil, doc: "Globals.",
                    members: [
                        .function("row", doc: "The row.") { call in
                            cursor.advance(key: 1)
                            cursor.set(slot: 0, 42 as Int64)
                            call.push(record: cursor)
                            return 1
                        },
                        .function("change", doc: "Something else changed it.") { _ in
                            cursor.markStale()
                            return 0
                        },
                    ]
                )
            )
            #expect(try state.run("local r = row() local a = r.id change() return a, r.id") == [42, 1])
        }
    }
}
