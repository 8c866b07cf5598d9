import CLua
import CLuaBridge

extension LuaState {
    /// Adds a record type.
    public func register(_ type: LuaRecordType) throws(LuaError) {
        try registering { (thread) throws(LuaError) in
            var names: [Int32] = []
            lua_createtable(thread, Int32(type.views.count), 0)
            let views = lua_gettop(thread)
            for (index, view) in type.views.enumerated() {
                names.append(pushNames(thread, view.properties))
                pushBodies(thread, type, view: view)
                lua_pushnil(thread)
                clua_push_record_class(thread)
                setName(thread, "\(type.name).\(view.name)")
                lua_rawseti(thread, views, Int64(index) + 1)
            }
            names.insert(pushNames(thread, type.properties), at: 0)
            for (index, view) in type.views.enumerated() {
                LuaWriter.push(view.name, on: thread)
                clua_push_view_marker(thread, Int32(index) + 1)
                lua_rawset(thread, -3)
            }
            try setMethods(thread, of: type)
            pushBodies(thread, type, view: nil)
            lua_pushvalue(thread, views)
            clua_push_record_class(thread)
            setName(thread, type.name)
            try setMetamethods(thread, of: type)
            records[ObjectIdentifier(type)] = LuaRecordRegistration(
                type: type, id: UInt32(recordTypes.count), metatable: clua_ref(thread), names: names
            )
            recordTypes.append(type)
        }
    }

    /// Adds a property to a record type or to one of its views, for instance for a field that the script created.
    public func addProperty(_ property: LuaRecordProperty, to type: LuaRecordType, view: String? = nil) throws(LuaError) {
        guard let registration = records[ObjectIdentifier(type)] else {
            throw LuaError(kind: .state, message: "the record type '\(type.name)' is not registered")
        }
        let position = view.map { name in type.views.firstIndex { $0.name == name }.map { $0 + 1 } } ?? 0
        guard let position else {
            throw LuaError(kind: .state, message: "'\(type.name)' has no view '\(view ?? "")'")
        }
        try registering { (thread) throws(LuaError) in
            clua_push_ref(thread, registration.names[position])
            setSlot(thread, property)
        }
    }

    /// The type with the number that its records carry.
    func recordType(_ id: UInt32) -> LuaRecordType? {
        id < recordTypes.count ? recordTypes[Int(id)] : nil
    }

    /// Pushes a table of names with their slots, and returns a reference to it.
    private func pushNames(_ thread: OpaquePointer, _ properties: [LuaRecordProperty]) -> Int32 {
        lua_createtable(thread, 0, Int32(properties.count))
        for property in properties { setSlot(thread, property) }
        lua_pushvalue(thread, -1)
        return clua_ref(thread)
    }

    private func setSlot(_ thread: OpaquePointer, _ property: LuaRecordProperty) {
        LuaWriter.push(property.name, on: thread)
        lua_pushinteger(thread, Int64(property.slot))
        lua_rawset(thread, -3)
    }

    private func setName(_ thread: OpaquePointer, _ name: String) {
        LuaWriter.push("__name", on: thread)
        LuaWriter.push(name, on: thread)
        lua_rawset(thread, -3)
    }

    private func setMethods(_ thread: OpaquePointer, of type: LuaRecordType) throws(LuaError) {
        for member in type.members {
            switch member.kind {
            case .function, .method: setField(thread, member.name, member.name, member.selfArguments, member.body)
            case .metamethod, .callable: continue
            case .property:
                throw LuaError(kind: .state, message: "'\(member.name)' of \(type.name) must be declared with a slot")
            }
        }
    }

    private func setMetamethods(_ thread: OpaquePointer, of type: LuaRecordType) throws(LuaError) {
        for member in type.members {
            switch member.kind {
            case .metamethod, .callable:
                guard !["__gc", "__metatable", "__mode", "__name", "__index", "__newindex"].contains(member.name) else {
                    throw LuaError(kind: .state, message: "'\(member.name)' of \(type.name) is the library's own")
                }
                setField(thread, member.name, calledName(member, of: type.name), member.selfArguments, member.body)
            case .function, .method, .property: continue
            }
        }
    }

    /// Pushes loader, assignment and fallback.
    private func pushBodies(_ thread: OpaquePointer, _ type: LuaRecordType, view: LuaRecordView?) {
        let load = type.load
        pushClosure(thread, name: type.name, selfArguments: 1) { call in
            try load(call, call.selfRecordKey(), Int(call.integer(2)))
        }
        let assign = view?.newindex ?? type.assign
        let name = view?.name
        pushClosure(thread, name: name ?? type.name, selfArguments: 1) { call in
            try assign(call, call.selfRecordKey(), name, call.string(2))
            return 0
        }
        let unknown = view?.fallback ?? type.unknown
        pushClosure(thread, name: name ?? type.name, selfArguments: 1) { call in
            try unknown(call, call.selfRecordKey(), name, call.string(2))
        }
    }
}

extension LuaCall {
    /// The key of the record, or of the view, that argument 1 is.
    func selfRecordKey() throws -> Int64 {
        guard let record = LuaReader.record(1, in: thread) else { throw argumentError(1, expected: "record") }
        return record.key
    }
}
