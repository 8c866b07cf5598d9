import Contacts

/// The fields and lists as a connection has read them, and which change of theirs was the last.
struct ServedCatalog {
    let version: Int64
    let fields: [Field]
    let lists: [ContactList]
    /// Where each field stands, by its merge tag.
    let places: [String: Int]
    private let listIDs: Set<Int64>

    init(version: Int64, connection: any SQLConnection) throws {
        self.version = version
        var fields: [Field] = []
        try connection.cachedRows("SELECT id, name, tag, type FROM field ORDER BY id") { row in
            guard let type = ValueType(rawValue: row.text(3)) else { return }
            fields.append(Field(id: row.integer(0), name: row.text(1), tag: row.text(2), type: type))
        }
        var lists: [ContactList] = []
        try connection.cachedRows("SELECT id, name FROM list ORDER BY id") { row in
            lists.append(ContactList(id: row.integer(0), name: row.text(1)))
        }
        self.fields = fields
        self.lists = lists
        places = Dictionary(fields.enumerated().map { ($1.tag, $0) }, uniquingKeysWith: { first, _ in first })
        listIDs = Set(lists.map(\.id))
    }

    /// The number of the last change of what there is.
    static func version(_ connection: any SQLConnection) throws -> Int64 {
        try connection.integer("SELECT value FROM meta WHERE key = 'catalog'") ?? 0
    }

    func hasList(_ id: Int64) -> Bool { listIDs.contains(id) }

    /// The columns of the fields, each with a comma before it.
    var columns: String { fields.map { ", " + Schema.column($0.id) }.joined() }
}
