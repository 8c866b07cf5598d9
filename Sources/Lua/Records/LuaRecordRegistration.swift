/// A record type as one state knows it.
struct LuaRecordRegistration {
    var type: LuaRecordType
    var id: UInt32
    /// Reference of the records' metatable.
    var metatable: Int32
    /// References of the tables of names: the record's first, then those of its views in order.
    var names: [Int32]

    var viewCount: Int32 { Int32(names.count - 1) }
}
