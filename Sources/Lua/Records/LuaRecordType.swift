/// What scripts can do with the rows of a table.
///
/// A row is read through a ``LuaCursor`` while the cursor stands on it, without a call of the host; later, and for slots
/// that are not loaded, through ``load``.
public final class LuaRecordType {
    /// Pushes the value of a slot of the row with a key, and returns 1.
    public typealias Load = (_ call: LuaCall, _ key: Int64, _ slot: Int) throws -> Int32
    /// Takes `record.name = value`, or `record.view.name = value` where a view is given. The value is argument 3 of the
    /// call. The slot is read anew afterwards.
    public typealias Assign = (_ call: LuaCall, _ key: Int64, _ view: String?, _ name: String) throws -> Void
    /// Pushes a value for a name that is no member, or throws, and returns 1.
    public typealias Unknown = (_ call: LuaCall, _ key: Int64, _ view: String?, _ name: String) throws -> Int32

    public let name: String
    public let doc: String
    public let members: [LuaMember]
    public let properties: [LuaRecordProperty]
    public let views: [LuaRecordView]
    public let load: Load
    public let assign: Assign
    public let unknown: Unknown

    public init(
        name: String,
        doc: String,
        members: [LuaMember] = [],
        properties: [LuaRecordProperty],
        views: [LuaRecordView] = [],
        load: @escaping Load,
        assign: @escaping Assign,
        unknown: @escaping Unknown
    ) {
        self.name = name
        self.doc = doc
        self.members = members
        self.properties = properties
        self.views = views
        self.load = load
        self.assign = assign
        self.unknown = unknown
    }
}
