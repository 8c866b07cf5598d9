/// A row of a record type by its key, as it comes out of a script.
public struct LuaRecord: Equatable {
    public var type: LuaRecordType
    public var key: Int64

    public init(type: LuaRecordType, key: Int64) {
        self.type = type
        self.key = key
    }

    public static func == (left: LuaRecord, right: LuaRecord) -> Bool {
        left.type === right.type && left.key == right.key
    }
}
