import Testing

@testable import Lua

extension LuaSuite {
    @Suite struct ValueTests {
        /// Values go in as a global and come back as they were.
        @Test func roundTrip() throws {
            let values: [LuaValue] = [
                .nil, true, false, 0, .integer(.max), .integer(.min), .number(-0.0), .number(.infinity), .number(3),
                .number(1e300), "", "text with\0zero", "größer", .bytes([0xFF, 0x00, 0x80]),
                .table(LuaTable()),
                .table(LuaTable(array: [1, 2, 3], fields: [("a", "b")])),
                .table(LuaTable(array: [1, nil, 3])),
                .table(LuaTable(others: [(.integer(-1), "x"), (.number(1.5), "y"), (.bytes([0xFE]), 1), (false, 2), (true, 3)])),
            ]
            for value in values {
                let state = try LuaState()
                try state.setGlobal("value", value)
                #expect(try state.run("return value") == [value])
            }
        }

        @Test func numbersKeepTheirKind() throws {
            let values = try LuaState().run("return 1/0, 2^63, -0.0, 3.0, math.mininteger, 7 // 2, 7 / 2, 0/0")
            #expect(Array(values.dropLast()) == [.number(.infinity), .number(0x1p63), .number(-0.0), .number(3), .integer(.min), 3, 3.5])
            guard case .number(let last) = values.last else { return #expect(Bool(false), "a number was expected") }
            #expect(last.isNaN)
        }

        @Test func fieldsAreSortedByTheirBytes() throws {
            let values = try LuaState().run("return { b = 1, a = 2, B = 3, ['é'] = 4, [10] = 5, [-1] = 6, [0.5] = 7, [true] = 8, 'x' }")
            guard case .table(let table) = values.first else { return #expect(Bool(false), "a table was expected") }
            #expect(table.fields.map(\.key) == ["B", "a", "b", "é"])
            #expect(table.others.map(\.key) == [.integer(-1), .number(0.5), .integer(10), true])
            #expect(table.array == ["x"])
            #expect(table["a"] == 2 && table["none"] == nil)
        }

        @Test func tablesAreReadWithoutMetamethods() throws {
            let source = "return setmetatable({ 1 }, { __index = error, __len = error, __pairs = error, __metatable = 1 })"
            #expect(try LuaState().run(source) == [.table(LuaTable(array: [1]))])
        }

        @Test(arguments: [
            ("local t = {} t.t = t return t", "the table contains itself"),
            ("local t = {} for i = 1, 64 do t = { t } end return t", "the table is nested more than 64 levels deep"),
            ("return coroutine.create(print)", "a coroutine has no counterpart outside of the script"),
            ("return { [{}] = 1 }", "a table with a table as key has no counterpart outside of the script"),
            ("local t = {} for i = 1, 1000000 do t[i] = i end return t", "the table has more than 1000000 values"),
        ])
        func whatCannotBeTakenIsAnError(source: String, reason: String) throws {
            let error = try LuaState.failure(source)
            #expect(error.kind == .conversion)
            #expect(error.message == "a returned value cannot be taken: \(reason)")
        }

        @Test func tablesUpToTheDepthAreTaken() throws {
            #expect(try LuaState().run("local t = 1 for i = 1, 64 do t = { t } end return t").count == 1)
        }

        @Test func sharedTablesAreNotCycles() throws {
            let values = try LuaState().run("local s = { 1 } return { s, s }")
            let shared = LuaValue.table(LuaTable(array: [1]))
            #expect(values == [.table(LuaTable(array: [shared, shared]))])
        }

        @Test func nilAndNaNAreNoKeys() throws {
            let state = try LuaState()
            for key in [LuaValue.nil, .number(.nan)] {
                #expect(throws: LuaError.self) { try state.setGlobal("t", .table(LuaTable(others: [(key, 1)]))) }
            }
        }

        /// Random tables survive the way in and out. `LUA_TEST_SEED` repeats a run.
        @Test func randomTablesRoundTrip() throws {
            var random = SeededGenerator.fromEnvironment()
            let state = try LuaState()
            for _ in 1...300 {
                let value = LuaValue.random(depth: 4, &random)
                try state.setGlobal("value", value)
                #expect(try state.run("return value") == [value], "seed \(random.seed)")
            }
        }
    }
}
