import Formats
import Lua

/// The global `json`.
enum JSONBindings {
    static var module: LuaModule {
        LuaModule(
            name: "json", doc: "JSON, RFC 8259. Objects come as tables; null comes as nil.",
            members: [
                .function(
                    "encode", doc: "A value as JSON text, keys sorted.", parameters: [LuaParameter("value", "any")], returns: ["string"]
                ) { call in
                    call.push(try json(call.value(1), call).compact(sortsKeys: true))
                    return 1
                },
                .function("decode", doc: "The value of a JSON text.", parameters: [LuaParameter("text", "string")], returns: ["any"]) {
                    call in
                    do {
                        call.push(lua(try JSONValue(parsing: call.string(1))))
                    } catch let error as FormatError {
                        throw call.usage(error.description)
                    }
                    return 1
                },
            ])
    }

    private static func json(_ value: LuaValue, _ call: LuaCall) throws -> JSONValue {
        switch value {
        case .nil: return .null
        case .boolean(let flag): return .bool(flag)
        case .integer(let number): return .integer(number)
        case .number(let number):
            guard number.isFinite else { throw call.usage("JSON has no \(number)") }
            return .number(number)
        case .string(let text): return .string(text)
        case .table(let table):
            if table.fields.isEmpty { return .array(try table.array.map { try json($0, call) }) }
            guard table.array.isEmpty else { throw call.usage("a table with both a list and names has no JSON form") }
            var object = JSONObject()
            for (key, value) in table.fields { object[key] = try json(value, call) }
            return .object(object)
        case .bytes, .object, .record, .function:
            throw call.usage("a \(value.typeName) has no JSON form")
        }
    }

    private static func lua(_ json: JSONValue) -> LuaValue {
        switch json {
        case .null: .nil
        case .bool(let flag): .boolean(flag)
        case .integer(let number): .integer(number)
        case .number(let number): .number(number)
        case .string(let text): .string(text)
        case .array(let values): .table(LuaTable(array: values.map(lua)))
        case .object(let object): .table(LuaTable(fields: object.map { ($0.key, lua($0.value)) }))
        }
    }
}
