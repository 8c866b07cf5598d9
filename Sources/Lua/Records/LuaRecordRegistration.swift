/// A record type as one state knows it.
final class LuaRecordRegistration {
    let type: LuaRecordType
    let id: UInt32
    /// Reference of the records' metatable.
    let metatable: Int32
    /// References of the tables of names: the record's first, then those of its views in order.
    let names: [Int32]
    let viewCount: Int32

    init(type: LuaRecordType, id: UInt32, metatable: Int32, names: [Int32]) {
        self.type = type
        self.id = id
        self.metatable = metatable
        self.names = names
        viewCount = Int32(names.count - 1)
    }
}
