import CLua
import CLuaBridge

extension LuaCall {
    /// Pushes a record for the row that a cursor stands on.
    public func push(record cursor: LuaCursor) {
        note { () throws(LuaConversionError) in
            let registration = try cursor.attach(to: state)
            guard reserve() else { return }
            clua_push_record(
                thread, registration.metatable, registration.id, registration.viewCount, cursor.pointer, cursor.pointer.pointee.key
            )
        }
    }

    /// Pushes a record for a key; it is read through the type's loader.
    public func push(recordKey key: Int64, type: LuaRecordType) {
        note { () throws(LuaConversionError) in
            guard reserve() else { return }
            try LuaWriter(state: state, thread: thread).push(LuaRecord(type: type, key: key))
        }
    }

    /// The key of an argument that is a record of a type.
    public func recordKey(_ i: Int, type: LuaRecordType) throws -> Int64 {
        guard let key = recordKeyIfAny(i, type: type) else { throw argumentError(i, expected: type.name) }
        return key
    }

    /// The key of a record of a type, or `nil` where the argument is something else.
    public func recordKeyIfAny(_ i: Int, type: LuaRecordType) -> Int64? {
        guard i <= count, let record = LuaReader.record(Int32(i), in: thread), record.view == 0,
            record.type == state.records[ObjectIdentifier(type)]?.id
        else { return nil }
        return record.key
    }

    public func optionalRecordKey(_ i: Int, type: LuaRecordType) throws -> Int64? {
        isNil(i) ? nil : try recordKey(i, type: type)
    }
}
