import Lua

/// Lua values as a script would write them, for messages and for the console.
enum LuaLiteral {
    /// A value on one line: `{ plan = "pro", "a" }`.
    static func text(_ value: LuaValue, depth: Int = 8) -> String {
        switch value {
        case .nil: return "nil"
        case .boolean(let flag): return String(flag)
        case .integer(let number): return String(number)
        case .number(let number): return self.number(number)
        case .string(let text): return quoted(text)
        case .bytes(let bytes): return "(\(bytes.count) bytes)"
        case .table(let table):
            guard !table.isEmpty else { return "{}" }
            guard depth > 0 else { return "{ … }" }
            return "{ \(entries(table).map { entry(key: $0, value: text($1, depth: depth - 1)) }.joined(separator: ", ")) }"
        case .object(let object): return "(\(type(of: object).luaClass))"
        case .record(let record): return "(\(record.type.name))"
        case .function: return "(function)"
        }
    }

    /// A value on as many lines as it takes to stay within a width.
    static func lines(_ value: LuaValue, width: Int = 100, indentation: String = "") -> String {
        let line = text(value)
        guard case .table(let table) = value, !table.isEmpty, indentation.count + line.count > width else { return line }
        let inner = indentation + "  "
        let rows = entries(table).map { key, value in
            inner + entry(key: key, value: lines(value, width: width, indentation: inner)) + ",\n"
        }
        return "{\n\(rows.joined())\(indentation)}"
    }

    /// A number as Lua prints it: `0.1`, `3.0`, `inf`.
    static func number(_ number: Double) -> String {
        if number.isInfinite { return number < 0 ? "-math.huge" : "math.huge" }
        return number.isNaN ? "nan" : "\(number)"
    }

    static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            case _ where scalar.value < 32 || scalar.value == 127:
                quoted += "\\x" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    /// How a key is written behind a value: `.plan`, `["first name"]`, `[2]`.
    static func index(_ key: LuaValue) -> String {
        if case .string(let name) = key, isName(name) { return "." + name }
        return "[\(text(key))]"
    }

    private static func entry(key: LuaValue?, value: String) -> String {
        switch key {
        case nil: value
        case .string(let name)? where isName(name): "\(name) = \(value)"
        case let key?: "[\(text(key))] = \(value)"
        }
    }

    /// The entries of a table; those of its sequence have no key.
    private static func entries(_ table: LuaTable) -> [(key: LuaValue?, value: LuaValue)] {
        table.array.map { (nil, $0) } + table.fields.map { (.string($0.key), $0.value) } + table.others.map { ($0.key, $0.value) }
    }

    private static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, !(0x30...0x39).contains(first) else { return false }
        return text.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte) || byte == 0x5f
        }
    }
}
