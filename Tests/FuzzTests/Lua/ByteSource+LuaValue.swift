import Lua

extension ByteSource {
    /// A value in the form in which values come from Lua: text keys in order and once, no holes, no NaN.
    mutating func luaValue(depth: Int) -> LuaValue {
        let kind = byte()
        switch kind % 12 {
        case 0: return .nil
        case 1: return .boolean(byte() % 2 == 0)
        case 2: return .integer(Int64(Int8(bitPattern: byte())))
        case 3: return .integer(Int64(bitPattern: word()))
        case 4: return .number(number())
        case 5: return .number(Double(Int8(bitPattern: byte())) / 4)
        case 6, 7: return Self.text(bytes(upTo: Int(kind)))
        // A chain of tables, to reach the deepest.
        case 8 where depth == 0:
            let levels = Int(byte() % 80)
            return (0..<levels).reduce(element(depth: 1)) { inner, _ in .table(LuaTable(fields: [("in", inner)])) }
        default: return .table(luaTable(depth: depth + 1))
        }
    }

    private mutating func luaTable(depth: Int) -> LuaTable {
        var table = LuaTable()
        guard depth < 70 else { return table }
        for _ in 0..<number(below: 6) where !isEmpty { table.array.append(element(depth: depth)) }
        var fields: [[UInt8]: LuaValue] = [:]
        var others: [[UInt8]: LuaValue] = [:]
        for _ in 0..<number(below: 5) where !isEmpty {
            let key = bytes(upTo: 9)
            if String(validating: key, as: UTF8.self) != nil {
                fields[key] = element(depth: depth)
            } else {
                others[key] = element(depth: depth)
            }
        }
        table.fields = fields.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map {
            (String(decoding: $0.key, as: UTF8.self), $0.value)
        }
        var numbers: [Int: LuaValue] = [:]
        for _ in 0..<number(below: 3) where !isEmpty { numbers[-Int(byte())] = element(depth: depth) }
        table.others = numbers.sorted { $0.key < $1.key }.map { (.integer(Int64($0.key)), $0.value) }
        table.others += others.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { (.bytes($0.key), $0.value) }
        if byte() % 4 == 1 { table.others.append((.boolean(false), element(depth: depth))) }
        return table
    }

    private mutating func element(depth: Int) -> LuaValue {
        let value = luaValue(depth: depth)
        return value == .nil ? .boolean(true) : value
    }

    private mutating func number() -> Double {
        let number = Double(bitPattern: word())
        return number.isNaN ? 0.5 : number
    }

    private static func text(_ bytes: [UInt8]) -> LuaValue {
        String(validating: bytes, as: UTF8.self).map(LuaValue.string) ?? .bytes(bytes)
    }
}
