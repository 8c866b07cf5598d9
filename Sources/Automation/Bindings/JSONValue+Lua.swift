import Formats
import Lua

extension JSONValue {
    /// A Lua value as JSON: tables of names are objects, the others arrays.
    init(_ value: LuaValue, _ call: LuaCall) throws {
        switch value {
        case .nil: self = .null
        case .boolean(let flag): self = .bool(flag)
        case .integer(let number): self = .integer(number)
        case .number(let number):
            guard number.isFinite else { throw call.usage("JSON has no \(number)") }
            self = .number(number)
        case .string(let text): self = .string(text)
        case .table(let table):
            if table.fields.isEmpty {
                self = .array(try table.array.map { try JSONValue($0, call) })
                return
            }
            guard table.array.isEmpty else { throw call.usage("a table with both a list and names has no JSON form") }
            var object = JSONObject()
            for (key, value) in table.fields { object[key] = try JSONValue(value, call) }
            self = .object(object)
        case .bytes, .object, .record, .function:
            throw call.usage("a \(value.typeName) has no JSON form")
        }
    }

    /// As scripts see it: objects and arrays come as tables, null as nil.
    var lua: LuaValue {
        switch self {
        case .null: .nil
        case .bool(let flag): .boolean(flag)
        case .integer(let number): .integer(number)
        case .number(let number): .number(number)
        case .string(let text): .string(text)
        case .array(let values): .table(LuaTable(array: values.map(\.lua)))
        case .object(let object): .table(LuaTable(fields: object.map { ($0.key, $0.value.lua) }))
        }
    }
}
