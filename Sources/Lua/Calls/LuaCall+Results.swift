import CLua
import CLuaBridge

/// Results are pushed in order. Where the stack has no room left the call fails, once the body has returned.
extension LuaCall {
    public func pushNil() {
        if reserve() { lua_pushnil(thread) }
    }

    public func push(_ value: Bool) {
        if reserve() { lua_pushboolean(thread, value ? 1 : 0) }
    }

    public func push(_ value: Int64) {
        if reserve() { lua_pushinteger(thread, value) }
    }

    public func push(_ value: Int) {
        if reserve() { lua_pushinteger(thread, Int64(value)) }
    }

    public func push(_ value: Double) {
        if reserve() { lua_pushnumber(thread, value) }
    }

    public func push(_ text: String) {
        if reserve() { LuaWriter.push(text, on: thread) }
    }

    public func push(_ text: StaticString) {
        if reserve() {
            lua_pushlstring(thread, UnsafeRawPointer(text.utf8Start).assumingMemoryBound(to: CChar.self), text.utf8CodeUnitCount)
        }
    }

    public func push(_ bytes: UnsafeRawBufferPointer) {
        if reserve() { LuaWriter.push(bytes, on: thread) }
    }

    public func push(_ bytes: [UInt8]) {
        if reserve() { bytes.withUnsafeBytes { LuaWriter.push($0, on: thread) } }
    }

    public func push(_ object: any LuaObject) {
        note { () throws(LuaConversionError) in try writer.push(object) }
    }

    public func push(_ value: LuaValue) {
        note { () throws(LuaConversionError) in try writer.push(value) }
    }

    public func push(_ function: LuaFunction) {
        note { () throws(LuaConversionError) in try writer.push(function) }
    }

    /// Pushes an argument again, as it is.
    public func push(argument i: Int) {
        guard reserve() else { return }
        if i <= count { lua_pushvalue(thread, Int32(i)) } else { lua_pushnil(thread) }
    }

    /// Pushes a function, for instance an iterator, which the memory limit counts as a cursor while the script holds it.
    public func pushFunction(_ name: String = "iterator", _ body: @escaping LuaBody) {
        if reserve() { state.pushClosure(thread, name: name, selfArguments: 0, weight: LuaLoop.weight, body: body) }
    }

    private var writer: LuaWriter { LuaWriter(state: state, thread: thread) }

    func reserve() -> Bool {
        if lua_checkstack(thread, 4) != 0 { return true }
        state.pendingFailure = .stackOverflow
        return false
    }

    func note(_ push: () throws(LuaConversionError) -> Void) {
        do {
            try push()
        } catch {
            state.pendingFailure = error
        }
    }
}
