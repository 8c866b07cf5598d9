import CLua
import CLuaBridge

/// Copies values into Lua. It runs in grace only: its calls may allocate, and must not raise.
struct LuaWriter {
    let state: LuaState
    let thread: OpaquePointer

    static func push(_ text: String, on thread: OpaquePointer) {
        var text = text
        text.withUTF8 { push(UnsafeRawBufferPointer($0), on: thread) }
    }

    static func push(_ bytes: UnsafeRawBufferPointer, on thread: OpaquePointer) {
        lua_pushlstring(thread, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count)
    }

    func push(_ value: LuaValue) throws(LuaConversionError) {
        guard lua_checkstack(thread, 4) != 0 else { throw .stackOverflow }
        switch value {
        case .nil: lua_pushnil(thread)
        case .boolean(let value): lua_pushboolean(thread, value ? 1 : 0)
        case .integer(let value): lua_pushinteger(thread, value)
        case .number(let value): lua_pushnumber(thread, value)
        case .string(let text): LuaWriter.push(text, on: thread)
        case .bytes(let bytes): bytes.withUnsafeBytes { LuaWriter.push($0, on: thread) }
        case .table(let table): try push(table)
        case .object(let object): try push(object)
        case .record(let record): try push(record)
        case .function(let function): try push(function)
        }
    }

    func push(_ object: any LuaObject) throws(LuaConversionError) {
        guard lua_checkstack(thread, 4) != 0 else { throw .stackOverflow }
        let metatable = try state.metatable(of: object)
        LuaState.countHeld()
        clua_push_object(thread, metatable, Unmanaged<AnyObject>.passRetained(object).toOpaque(), max(object.weight, 0))
    }

    func push(_ record: LuaRecord) throws(LuaConversionError) {
        guard let registration = state.records[ObjectIdentifier(record.type)] else {
            throw LuaConversionError(description: "the record type '\(record.type.name)' is not registered")
        }
        clua_push_record(thread, registration.metatable, registration.id, registration.viewCount, nil, record.key)
    }

    func push(_ function: LuaFunction) throws(LuaConversionError) {
        guard function.references === state.references else {
            throw LuaConversionError(description: "a function of another state")
        }
        guard lua_checkstack(thread, 4) != 0 else { throw .stackOverflow }
        clua_push_ref(thread, function.reference)
    }

    private func push(_ table: LuaTable) throws(LuaConversionError) {
        lua_createtable(thread, Int32(clamping: table.array.count), Int32(clamping: table.fields.count + table.others.count))
        for (index, element) in table.array.enumerated() {
            try push(element)
            lua_rawseti(thread, -2, Int64(index) + 1)
        }
        for (key, value) in table.fields {
            LuaWriter.push(key, on: thread)
            try push(value)
            lua_rawset(thread, -3)
        }
        for (key, value) in table.others {
            guard key.isTableKey else { throw LuaConversionError(description: "nil and NaN cannot be keys of a table") }
            try push(key)
            try push(value)
            lua_rawset(thread, -3)
        }
    }
}

extension LuaValue {
    fileprivate var isTableKey: Bool {
        switch self {
        case .nil: false
        case .number(let number): !number.isNaN
        default: true
        }
    }
}
