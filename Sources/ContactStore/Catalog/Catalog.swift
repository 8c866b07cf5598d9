public import Contacts

/// The fields, lists and event names that a snapshot knows, with what a run has staged of them.
public struct Catalog: Sendable {
    public internal(set) var fields: [Field] = []
    public internal(set) var lists: [ContactList] = []
    /// What the run has taken away or a journal speaks of: no longer to be used, but to be named.
    var formerFields: [Field] = []
    var formerLists: [ContactList] = []
    /// The names of events that have happened, with their ids.
    public internal(set) var eventNames: [String: Int64] = [:]
    public internal(set) var segments: [Segment] = []
    /// Ids that a run may give to what it creates.
    var nextField: Int64 = 1
    var nextList: Int64 = 1
    var nextSegment: Int64 = 1

    /// The field of a merge tag.
    public func field(tagged tag: String) -> Field? { fields.first { $0.tag == tag } }
    /// The field of a merge tag or a name, in any case: what a CSV header may hold.
    public func field(headed header: String) -> Field? {
        if let field = field(tagged: header) { return field }
        let header = header.lowercased()
        return fields.first { $0.tag.lowercased() == header } ?? fields.first { $0.name.lowercased() == header }
    }
    public func field(id: Int64) -> Field? { fields.first { $0.id == id } }

    public func list(named name: String) -> ContactList? { lists.first { $0.name == name } }
    public func list(id: Int64) -> ContactList? { lists.first { $0.id == id } }

    /// What to call a field or a list in words, whether it is still there or not.
    func tag(ofField id: Int64) -> String { fieldOrFormer(id)?.tag ?? "#\(id)" }
    func name(ofList id: Int64) -> String {
        (list(id: id) ?? formerLists.last { $0.id == id })?.name ?? "#\(id)"
    }
    func fieldOrFormer(_ id: Int64) -> Field? { field(id: id) ?? formerFields.last { $0.id == id } }
}

extension Catalog {
    static func load(from connection: any SQLConnection) throws -> Catalog {
        var catalog = Catalog()
        try connection.cachedRows("SELECT id, name, tag, type FROM field ORDER BY id") { row in
            guard let type = ValueType(rawValue: row.text(3)) else { return }
            catalog.fields.append(Field(id: row.integer(0), name: row.text(1), tag: row.text(2), type: type))
        }
        try connection.cachedRows("SELECT id, name FROM list ORDER BY id") { row in
            catalog.lists.append(ContactList(id: row.integer(0), name: row.text(1)))
        }
        try connection.cachedRows("SELECT name, id FROM event_name") { row in
            catalog.eventNames[row.text(0)] = row.integer(1)
        }
        try connection.cachedRows("SELECT key, value FROM meta WHERE key IN ('next_field', 'next_list')") { row in
            if row.text(0) == "next_field" { catalog.nextField = row.integer(1) } else { catalog.nextList = row.integer(1) }
        }
        try catalog.loadSegments(from: connection)
        return catalog
    }

    /// Adds the names of lists and fields that are gone, from the journals.
    mutating func addFormer(from connection: any SQLConnection) throws {
        let sql = "SELECT kind, target, coalesce(after, before) FROM journal WHERE kind IN (20, 21, 30, 31) AND contact = 0 ORDER BY run"
        try connection.rows(sql) { row in
            let (id, text) = (row.integer(1), row.text(2))
            if row.integer(0) < ChangeKind.createField.rawValue {
                formerLists.append(ContactList(id: id, name: text))
            } else if let field = Field(id: id, definition: text) {
                formerFields.append(field)
            }
        }
    }
}
