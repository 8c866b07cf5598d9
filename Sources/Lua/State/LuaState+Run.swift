import CLua
import CLuaBridge

extension LuaState {
    /// Results that a script may return to the host.
    static let mostResults = 1000

    /// Compiles a text and calls it. `name` is shown in errors, as in `sunset.lua:12: …`.
    @discardableResult
    public func run(_ source: [UInt8], name: String) throws(LuaError) -> [LuaValue] {
        let thread = thread
        let base = lua_gettop(thread)
        try load(source, name: name, on: thread, base: base, toCall: true)
        return try callPushed(thread, base: base, arguments: 0)
    }

    /// Compiles a text without running it.
    public func check(_ source: [UInt8], name: String) throws(LuaError) {
        let thread = thread
        let base = lua_gettop(thread)
        try load(source, name: name, on: thread, base: base, toCall: false)
        lua_settop(thread, base)
    }

    /// Calls a function that a script gave to the host; also from inside a host function.
    @discardableResult
    public func call(_ function: LuaFunction, _ arguments: [LuaValue] = []) throws(LuaError) -> [LuaValue] {
        let thread = thread
        let base = lua_gettop(thread)
        do throws(LuaConversionError) {
            try inGrace { () throws(LuaConversionError) in
                let writer = LuaWriter(state: self, thread: thread)
                try writer.push(function)
                for argument in arguments { try writer.push(argument) }
            }
        } catch {
            lua_settop(thread, base)
            throw LuaError(kind: .conversion, message: error.description)
        }
        return try callPushed(thread, base: base, arguments: Int32(arguments.count))
    }

    /// Sets a global variable.
    public func setGlobal(_ name: String, _ value: LuaValue) throws(LuaError) {
        let thread = thread
        let base = lua_gettop(thread)
        defer { lua_settop(thread, base) }
        do throws(LuaConversionError) {
            try inGrace { () throws(LuaConversionError) in
                guard lua_checkstack(thread, 8) != 0 else { throw .stackOverflow }
                clua_push_globals(thread)
                LuaWriter.push(name, on: thread)
                try LuaWriter(state: self, thread: thread).push(value)
                lua_rawset(thread, -3)
            }
        } catch {
            throw LuaError(kind: .conversion, message: error.description)
        }
    }

    private func load(_ source: [UInt8], name: String, on thread: OpaquePointer, base: Int32, toCall: Bool) throws(LuaError) {
        guard inGrace({ lua_checkstack(thread, 8) }) != 0 else { throw LuaError(kind: .runtime, message: "stack overflow") }
        let shown = remember(source, as: name)
        let status = source.withUnsafeBytes { clua_load(thread, $0.baseAddress, $0.count, shown, toCall) }
        if status != CLUA_OK {
            defer { lua_settop(thread, base) }
            var error = error(status: status, on: thread, script: shown)
            error.script = error.script ?? shown
            throw error
        }
    }

    /// Calls the function under the arguments on top, and reads its results.
    private func callPushed(_ thread: OpaquePointer, base: Int32, arguments: Int32) throws(LuaError) -> [LuaValue] {
        inGrace { releaseReferences() }
        if depth == 0 { thrown = nil }
        let watchdog = watch()
        defer { watchdog?.stop() }
        depth += 1
        let status = clua_call(thread, arguments)
        depth -= 1
        defer { lua_settop(thread, base) }
        if status != CLUA_OK { throw error(status: status, on: thread, script: nil) }
        return try inGrace { () throws(LuaError) in try results(on: thread, base: base) }
    }

    private func results(on thread: OpaquePointer, base: Int32) throws(LuaError) -> [LuaValue] {
        let count = Int(lua_gettop(thread) - base)
        guard count <= LuaState.mostResults else {
            throw LuaError(kind: .conversion, message: "\(count) values were returned, and \(LuaState.mostResults) are accepted")
        }
        var reader = LuaReader(state: self, thread: thread)
        do throws(LuaConversionError) {
            var values: [LuaValue] = []
            for i in 0..<Int32(count) { values.append(try reader.read(base + i + 1)) }
            return values
        } catch {
            throw LuaError(kind: .conversion, message: "a returned value cannot be taken: \(error.description)")
        }
    }
}
