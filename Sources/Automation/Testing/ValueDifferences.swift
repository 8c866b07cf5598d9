import Lua

/// Where two Lua values differ: compared by content, numbers as Lua compares them.
struct ValueDifferences {
    /// One place: its path from the compared values on, and what is there.
    struct Difference {
        let path: String
        let actual: LuaValue
        let expected: LuaValue
    }

    private(set) var found: [Difference] = []

    init(actual: LuaValue, expected: LuaValue) {
        compare(actual, expected, "")
    }

    /// The first of them as lines, which are readable where a place holds a lot.
    func lines(atMost count: Int = 10) -> [String] {
        var lines: [String] = []
        for difference in found.prefix(count) {
            if !difference.path.isEmpty { lines.append("at \(difference.path)") }
            let indentation = difference.path.isEmpty ? "" : "  "
            lines.append("\(indentation)expected \(Self.shown(difference.expected))")
            lines.append("\(indentation)actual   \(Self.shown(difference.actual))")
        }
        if found.count > count { lines.append("and \(found.count - count) more differences") }
        return lines
    }

    private static func shown(_ value: LuaValue) -> String {
        let text = LuaLiteral.text(value)
        return text.count > 300 ? text.prefix(300) + "…" : text
    }

    private mutating func compare(_ actual: LuaValue, _ expected: LuaValue, _ path: String) {
        switch (actual, expected) {
        case (.table(let actual), .table(let expected)): compare(actual, expected, path)
        case (.integer(let left), .number(let right)), (.number(let right), .integer(let left)):
            if Double(left) != right { note(actual, expected, path) }
        default: if actual != expected { note(actual, expected, path) }
        }
    }

    private mutating func compare(_ actual: LuaTable, _ expected: LuaTable, _ path: String) {
        for position in 0..<max(actual.array.count, expected.array.count) {
            compare(Self.element(actual, position), Self.element(expected, position), "\(path)[\(position + 1)]")
        }
        let keys = Set(actual.fields.map(\.key)).union(expected.fields.map(\.key))
        for key in keys.sorted() {
            compare(actual[key] ?? .nil, expected[key] ?? .nil, path + LuaLiteral.index(.string(key)))
        }
        for (key, value) in expected.others { compare(Self.other(actual, key), value, path + LuaLiteral.index(key)) }
        for (key, value) in actual.others where Self.other(expected, key) == .nil { note(value, .nil, path + LuaLiteral.index(key)) }
    }

    private mutating func note(_ actual: LuaValue, _ expected: LuaValue, _ path: String) {
        found.append(Difference(path: path, actual: actual, expected: expected))
    }

    private static func element(_ table: LuaTable, _ position: Int) -> LuaValue {
        position < table.array.count ? table.array[position] : .nil
    }

    private static func other(_ table: LuaTable, _ key: LuaValue) -> LuaValue {
        table.others.first { $0.key == key }?.value ?? .nil
    }
}
