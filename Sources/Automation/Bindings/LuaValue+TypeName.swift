import Lua

extension LuaValue {
    /// As Lua calls the type.
    var typeName: String {
        switch self {
        case .nil: "nil"
        case .boolean: "boolean"
        case .integer, .number: "number"
        case .string, .bytes: "string"
        case .table: "table"
        case .object, .record: "object"
        case .function: "function"
        }
    }
}
