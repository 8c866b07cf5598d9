public import Contacts

/// The fields, lists and event names that a snapshot knows, with what a run has staged of them.
public struct Catalog: Sendable {
    public internal(set) var fields: [Field] = []
    public internal(set) var lists: [ContactList] = []
    var eventNames: [String: Int64] = [:]
    /// Ids that a run may give to what it creates.
    var nextField: Int64 = 1
    var nextList: Int64 = 1

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
}

extension Catalog {
    static func load(from connection: any SQLConnection) throws -> Catalog {
        var catalog = Catalog()
        try connection.rows("SELECT id, name, tag, type FROM field ORDER BY id") { row in
            guard let type = ValueType(rawValue: row.text(3)) else { return }
            catalog.fields.append(Field(id: row.integer(0), name: row.text(1), tag: row.text(2), type: type))
        }
        try connection.rows("SELECT id, name FROM list ORDER BY id") { row in
            catalog.lists.append(ContactList(id: row.integer(0), name: row.text(1)))
        }
        try connection.rows("SELECT name, id FROM event_name") { row in
            catalog.eventNames[row.text(0)] = row.integer(1)
        }
        try connection.rows("SELECT key, value FROM meta WHERE key IN ('next_field', 'next_list')") { row in
            if row.text(0) == "next_field" { catalog.nextField = row.integer(1) } else { catalog.nextList = row.integer(1) }
        }
        return catalog
    }
}
