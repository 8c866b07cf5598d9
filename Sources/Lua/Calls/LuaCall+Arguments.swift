import CLua
import CLuaBridge

extension LuaCall {
    public func type(_ i: Int) -> LuaType {
        i <= count ? LuaReader.type(of: Int32(i), in: thread) : .none
    }

    /// Whether the argument is nil or was not given.
    public func isNil(_ i: Int) -> Bool {
        i > count || lua_type(thread, Int32(i)) == LUA_TNIL
    }

    /// A string or, as everywhere in Lua, a number as its text.
    public func string(_ i: Int) throws -> String {
        try withBytes(i) { bytes in
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw argumentError(i, "the text is not valid UTF-8")
            }
            return text
        }
    }

    public func bytes(_ i: Int) throws -> [UInt8] {
        try withBytes(i) { Array($0) }
    }

    /// Gives a string argument's bytes in place.
    public func withBytes<Result>(_ i: Int, _ body: (UnsafeRawBufferPointer) throws -> Result) throws -> Result {
        var size = 0
        guard i <= count, let text = lua_tolstring(thread, Int32(i), &size) else { throw argumentError(i, expected: "string") }
        return try body(UnsafeRawBufferPointer(start: text, count: size))
    }

    public func integer(_ i: Int) throws -> Int64 {
        var isInteger: Int32 = 0
        let value = i <= count ? lua_tointegerx(thread, Int32(i), &isInteger) : 0
        if isInteger != 0 { return value }
        guard type(i) == .number else { throw argumentError(i, expected: "integer") }
        throw argumentError(i, "number has no integer representation")
    }

    public func number(_ i: Int) throws -> Double {
        var isNumber: Int32 = 0
        let value = i <= count ? lua_tonumberx(thread, Int32(i), &isNumber) : 0
        guard isNumber != 0 else { throw argumentError(i, expected: "number") }
        return value
    }

    public func boolean(_ i: Int) throws -> Bool {
        guard type(i) == .boolean else { throw argumentError(i, expected: "boolean") }
        return lua_toboolean(thread, Int32(i)) != 0
    }

    public func function(_ i: Int) throws -> LuaFunction {
        guard type(i) == .function else { throw argumentError(i, expected: "function") }
        lua_pushvalue(thread, Int32(i))
        return state.takeFunction(thread)
    }

    /// A copy of a table, to a depth of 64, without metamethods.
    public func table(_ i: Int) throws -> LuaTable {
        guard type(i) == .table, case .table(let table) = try value(i) else { throw argumentError(i, expected: "table") }
        return table
    }

    /// Any argument; nil where it was not given.
    public func value(_ i: Int) throws -> LuaValue {
        guard i <= count else { return .nil }
        var reader = LuaReader(state: state, thread: thread)
        do {
            return try reader.read(Int32(i))
        } catch {
            throw argumentError(i, error.description)
        }
    }

    public func object<T: AnyObject>(_ i: Int, as type: T.Type) throws -> T {
        guard i <= count, let address = clua_to_object(thread, Int32(i)) else { throw wrongObject(i, type) }
        let object = Unmanaged<AnyObject>.fromOpaque(address).takeUnretainedValue()
        if Swift.type(of: object) == type { return unsafeDowncast(object, to: type) }
        guard let cast = object as? T else { throw wrongObject(i, type) }
        return cast
    }

    /// The object, or `nil` where the argument is something else.
    public func objectIfAny<T: AnyObject>(_ i: Int, as type: T.Type) -> T? {
        guard i <= count, let address = clua_to_object(thread, Int32(i)) else { return nil }
        return Unmanaged<AnyObject>.fromOpaque(address).takeUnretainedValue() as? T
    }

    private func wrongObject<T: AnyObject>(_ i: Int, _ type: T.Type) -> LuaArgumentError {
        argumentError(i, expected: (type as? any LuaObject.Type)?.luaClass ?? "\(type)")
    }
}
