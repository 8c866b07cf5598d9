import CLua
import CLuaBridge

/// Copies Lua values out. Only raw access: no metamethod runs, so no script code does.
struct LuaReader {
    static let deepest = 64
    static let largest = 1_000_000
    /// Bytes of all texts in a table together: one text of a script may stand in it a million times.
    static let largestText = 32 << 20

    let state: LuaState
    let thread: OpaquePointer
    private var ancestors: [UnsafeRawPointer] = []
    private var remaining = LuaReader.largest
    private var remainingText = LuaReader.largestText

    init(state: LuaState, thread: OpaquePointer) {
        self.state = state
        self.thread = thread
    }

    static func type(of index: Int32, in thread: OpaquePointer) -> LuaType {
        switch lua_type(thread, index) {
        case LUA_TNIL: .nil
        case LUA_TBOOLEAN: .boolean
        case LUA_TNUMBER: lua_isinteger(thread, index) != 0 ? .integer : .number
        case LUA_TSTRING: .string
        case LUA_TTABLE: .table
        case LUA_TFUNCTION: .function
        case LUA_TUSERDATA, LUA_TLIGHTUSERDATA: .userdata
        case LUA_TTHREAD: .thread
        default: .none
        }
    }

    static func record(_ index: Int32, in thread: OpaquePointer) -> (type: UInt32, view: UInt32, key: Int64)? {
        var type: UInt32 = 0
        var view: UInt32 = 0
        var key: Int64 = 0
        return clua_to_record(thread, index, &type, &view, &key) ? (type, view, key) : nil
    }

    /// Reads the value at an index that is positive.
    mutating func read(_ index: Int32) throws(LuaConversionError) -> LuaValue {
        remaining -= 1
        guard remaining >= 0 else { throw .tooLarge }
        if remaining & 1023 == 0, clua_is_late(state.guardian) { throw .tooLate }
        switch LuaReader.type(of: index, in: thread) {
        case .none, .nil: return .nil
        case .boolean: return .boolean(lua_toboolean(thread, index) != 0)
        case .integer: return .integer(lua_tointegerx(thread, index, nil))
        case .number: return .number(lua_tonumberx(thread, index, nil))
        case .string:
            try countText(index)
            return LuaReader.string(index, in: thread)
        case .table: return .table(try readTable(index))
        case .function:
            lua_pushvalue(thread, index)
            return .function(state.takeFunction(thread))
        case .userdata: return try readUserdata(index)
        case .thread: throw .foreign("coroutine")
        }
    }

    private mutating func countText(_ index: Int32) throws(LuaConversionError) {
        guard !ancestors.isEmpty else { return }
        remainingText -= Int(lua_rawlen(thread, index))
        guard remainingText >= 0 else { throw .tooLong }
    }

    /// A string as text, or as bytes where it is not UTF-8. The value at the index must be a string.
    static func string(_ index: Int32, in thread: OpaquePointer) -> LuaValue {
        var size = 0
        let bytes = UnsafeRawBufferPointer(start: lua_tolstring(thread, index, &size), count: size)
        return String(validating: bytes, as: UTF8.self).map(LuaValue.string) ?? .bytes(Array(bytes))
    }

    private func readUserdata(_ index: Int32) throws(LuaConversionError) -> LuaValue {
        if let address = clua_to_object(thread, index),
            let object = Unmanaged<AnyObject>.fromOpaque(address).takeUnretainedValue() as? any LuaObject
        {
            return .object(object)
        }
        if let record = LuaReader.record(index, in: thread), record.view == 0, let type = state.recordType(record.type) {
            return .record(LuaRecord(type: type, key: record.key))
        }
        throw .foreign(clua_type_name(thread, index).map { String(cString: $0) } ?? "userdata")
    }

    private mutating func readTable(_ index: Int32) throws(LuaConversionError) -> LuaTable {
        guard let address = lua_topointer(thread, index), lua_checkstack(thread, 4) != 0 else { throw .stackOverflow }
        guard !ancestors.contains(address) else { throw .cyclic }
        guard ancestors.count < LuaReader.deepest else { throw .tooDeep }
        ancestors.append(address)
        defer { ancestors.removeLast() }
        let top = lua_gettop(thread)
        defer { lua_settop(thread, top) }

        var table = LuaTable()
        let length = Int64(lua_rawlen(thread, index))
        guard length <= remaining else { throw .tooLarge }
        table.array.reserveCapacity(Int(length))
        for i in 0..<length {
            lua_rawgeti(thread, index, i + 1)
            table.array.append(try read(top + 1))
            lua_settop(thread, top)
        }
        lua_pushnil(thread)
        while clua_next(thread, index) != 0 {
            try readEntry(key: top + 1, value: top + 2, length: length, into: &table)
            lua_settop(thread, top + 1)
        }
        table.fields.sort { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        table.others.sort { LuaReader.precedes($0.key, $1.key) }
        return table
    }

    private mutating func readEntry(key: Int32, value: Int32, length: Int64, into table: inout LuaTable) throws(LuaConversionError) {
        switch LuaReader.type(of: key, in: thread) {
        case .integer:
            let number = lua_tointegerx(thread, key, nil)
            if number < 1 || number > length { table.others.append((.integer(number), try read(value))) }
        case .number: table.others.append((.number(lua_tonumberx(thread, key, nil)), try read(value)))
        case .boolean: table.others.append((.boolean(lua_toboolean(thread, key) != 0), try read(value)))
        case .string:
            try countText(key)
            switch LuaReader.string(key, in: thread) {
            case .string(let text): table.fields.append((text, try read(value)))
            case let bytes: table.others.append((bytes, try read(value)))
            }
        case let type: throw .foreign("table with a \(type.rawValue) as key")
        }
    }

    /// Numbers, then bytes, then booleans.
    private static func precedes(_ left: LuaValue, _ right: LuaValue) -> Bool {
        switch (left, right) {
        case (.integer(let a), .integer(let b)): a < b
        case (.integer(let a), .number(let b)): Double(a) < b
        case (.number(let a), .integer(let b)): a < Double(b)
        case (.number(let a), .number(let b)): a < b
        case (.bytes(let a), .bytes(let b)): a.lexicographicallyPrecedes(b)
        case (.boolean(let a), .boolean(let b)): !a && b
        default: rank(left) < rank(right)
        }
    }

    private static func rank(_ value: LuaValue) -> Int {
        switch value {
        case .integer, .number: 0
        case .bytes: 1
        default: 2
        }
    }
}
