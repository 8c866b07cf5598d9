import CLua
import CLuaBridge

extension LuaState {
    /// Adds a global table with functions, or global functions.
    public func register(_ module: LuaModule) throws(LuaError) {
        try registering { (thread) throws(LuaError) in
            clua_push_globals(thread)
            if let name = module.name {
                LuaWriter.push(name, on: thread)
                lua_createtable(thread, 0, Int32(module.members.count))
            } else {
                lua_pushvalue(thread, -1)
            }
            let functions = module.members.filter { if case .function = $0.kind { true } else { false } }
            for member in functions { setField(thread, member.name, member.name, member.selfArguments, member.body) }
            if functions.count < module.members.count || module.index != nil || module.newindex != nil {
                guard module.name != nil else {
                    throw LuaError(kind: .state, message: "global functions come without properties and metamethods")
                }
                lua_createtable(thread, 0, 8)
                let rest = module.members.filter { if case .function = $0.kind { false } else { true } }
                try setMembers(thread, rest, index: module.index, newindex: module.newindex, of: module.name ?? "")
                setLock(thread)
                lua_setmetatable(thread, -2)
            }
            if module.name != nil { lua_rawset(thread, -3) }
        }
    }

    /// Adds a class of host objects.
    public func register(_ type: LuaClass) throws(LuaError) {
        try registering { (thread) throws(LuaError) in
            clua_push_class(thread)
            LuaWriter.push("__name", on: thread)
            LuaWriter.push(type.name, on: thread)
            lua_rawset(thread, -3)
            try setMembers(thread, type.members, index: type.index, newindex: type.newindex, of: type.name)
            classes[type.name] = clua_ref(thread)
            classesByType.removeAll()
        }
    }

    /// Runs a registration in grace, with room on the stack, which it may leave as it likes.
    func registering(_ body: (OpaquePointer) throws(LuaError) -> Void) throws(LuaError) {
        let thread = thread
        guard inGrace({ lua_checkstack(thread, 40) }) != 0 else { throw LuaError(kind: .state, message: "stack overflow") }
        let base = lua_gettop(thread)
        defer { lua_settop(thread, base) }
        try inGrace { () throws(LuaError) in try body(thread) }
    }

    /// The name of a member in messages: what is called itself has its owner's.
    func calledName(_ member: LuaMember, of type: String) -> String {
        member.name == "__call" ? type : member.name
    }

    /// Sets a field of the table on top to a function, which has a name of its own in messages.
    func setField(_ thread: OpaquePointer, _ key: String, _ name: String, _ selfArguments: Int, _ body: @escaping LuaBody) {
        LuaWriter.push(key, on: thread)
        pushClosure(thread, name: name, selfArguments: selfArguments, body: body)
        lua_rawset(thread, -3)
    }

    /// Fills the metatable on top: operators, and member lookup through `__index` and `__newindex`.
    private func setMembers(
        _ thread: OpaquePointer, _ members: [LuaMember], index: LuaBody?, newindex: LuaBody?, of type: String
    ) throws(LuaError) {
        var index = index
        var newindex = newindex
        let metatable = lua_gettop(thread)
        lua_createtable(thread, 0, Int32(members.count))
        lua_createtable(thread, 0, 0)
        lua_createtable(thread, 0, 0)
        let (methods, getters, setters) = (metatable + 1, metatable + 2, metatable + 3)
        for member in members {
            switch member.kind {
            case .function, .method:
                lua_pushvalue(thread, methods)
                setField(thread, member.name, member.name, member.selfArguments, member.body)
            case .property(let get, let set):
                lua_pushvalue(thread, getters)
                setField(thread, member.name, member.name, 1, get)
                lua_pushvalue(thread, setters)
                if let set { setField(thread, member.name, member.name, 1, set) }
            case .metamethod where member.name == "__index": index = member.body
            case .metamethod where member.name == "__newindex": newindex = member.body
            case .metamethod, .callable:
                guard !["__gc", "__metatable", "__mode", "__name"].contains(member.name) else {
                    throw LuaError(kind: .state, message: "'\(member.name)' of \(type) is the library's own")
                }
                lua_pushvalue(thread, metatable)
                setField(thread, member.name, calledName(member, of: type), member.selfArguments, member.body)
            }
            lua_settop(thread, setters)
        }
        pushFallback(thread, index, name: type)
        lua_pushvalue(thread, methods)
        lua_pushvalue(thread, getters)
        lua_rotate(thread, -3, -1)
        clua_push_index(thread)
        setMetafield(thread, "__index", of: metatable)
        lua_pushvalue(thread, setters)
        pushFallback(thread, newindex, name: type)
        LuaWriter.push(type, on: thread)
        clua_push_newindex(thread)
        setMetafield(thread, "__newindex", of: metatable)
        lua_settop(thread, metatable)
    }

    private func pushFallback(_ thread: OpaquePointer, _ body: LuaBody?, name: String) {
        if let body {
            pushClosure(thread, name: name, selfArguments: 1, body: body)
        } else {
            lua_pushnil(thread)
        }
    }

    /// Pops a value into a field of a table.
    private func setMetafield(_ thread: OpaquePointer, _ name: String, of table: Int32) {
        LuaWriter.push(name, on: thread)
        lua_rotate(thread, -2, 1)
        lua_rawset(thread, table)
    }

    private func setLock(_ thread: OpaquePointer) {
        LuaWriter.push("__metatable", on: thread)
        lua_pushboolean(thread, 0)
        lua_rawset(thread, -3)
    }

    /// Reference of the metatable for an object.
    func metatable(of object: any LuaObject) throws(LuaConversionError) -> Int32 {
        let type = type(of: object)
        if let known = classesByType[ObjectIdentifier(type)] { return known }
        guard let metatable = classes[type.luaClass] else {
            throw LuaConversionError(description: "the class '\(type.luaClass)' is not registered")
        }
        classesByType[ObjectIdentifier(type)] = metatable
        return metatable
    }
}
