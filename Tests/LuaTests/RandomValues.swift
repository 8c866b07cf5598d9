import Foundation

@testable import Lua

/// SplitMix64, so that a failing run can be repeated.
struct SeededGenerator: RandomNumberGenerator {
    let seed: UInt64
    private var state: UInt64

    init(seed: UInt64) {
        self.seed = seed
        state = seed
    }

    static func fromEnvironment() -> SeededGenerator {
        let given = ProcessInfo.processInfo.environment["LUA_TEST_SEED"].flatMap { UInt64($0) }
        return SeededGenerator(seed: given ?? .random(in: 0...UInt64.max))
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

extension LuaValue {
    static func random(depth: Int, _ random: inout SeededGenerator) -> LuaValue {
        switch Int.random(in: 0...(depth > 0 ? 6 : 4), using: &random) {
        case 0: .boolean(.random(using: &random))
        case 1: .integer(.random(in: .min ... .max, using: &random))
        case 2: .number(.random(in: -1e9...1e9, using: &random))
        case 3: .string(randomText(&random))
        case 4: .bytes([0xFF, UInt8.random(in: 0...255, using: &random)])
        default: .table(randomTable(depth: depth - 1, &random))
        }
    }

    private static func randomText(_ random: inout SeededGenerator) -> String {
        let length = Int.random(in: 0...60, using: &random)
        return String((0..<length).map { _ in "aZ0é√\0\n".randomElement(using: &random) ?? "a" })
    }

    private static func randomTable(depth: Int, _ random: inout SeededGenerator) -> LuaTable {
        var table = LuaTable()
        for _ in 0..<Int.random(in: 0...8, using: &random) { table.array.append(.random(depth: depth, &random)) }
        let keys = Set((0..<Int.random(in: 0...6, using: &random)).map { _ in "k\(Int.random(in: 0...99, using: &random))" })
        for key in keys.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
            table.fields.append((key, .random(depth: depth, &random)))
        }
        return table
    }
}
