import Contacts
import Formats

/// What each column of a file is read as.
struct ContactMapping {
    enum Column: Hashable {
        case email, id, status, createdAt, lists
        case field(Field)
        case ignored
    }

    /// In the order of the file's columns.
    let columns: [Column]
    let email: Int

    /// The properties that are not fields, by the headers that they have in exports.
    static let properties: [String: Column] = [
        "email": .email, "id": .id, "status": .status, "created_at": .createdAt, "lists": .lists, "updated_at": .ignored,
    ]

    /// Reads a header. Columns that stand for nothing are handed to `create`, which may make fields for them.
    ///
    /// - Parameter tags: headers that are merge tags as they are, and need not be turned into one.
    init(
        header: [String], file: String, options: ImportOptions, catalog: Catalog, tags known: Set<String> = [],
        create: ([String]) throws -> [String: Field]
    ) throws {
        guard !header.isEmpty else { throw ImportError.empty(file: file) }
        let renamed = Dictionary(options.columns.map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        for (property, column) in options.columns.sorted(by: { $0.key < $1.key }) where !header.contains(column) {
            throw ImportError.missingColumn(file: file, property: property, header: column)
        }
        var columns: [Column?] = header.map { name in
            if options.ignoredColumns.contains(name) { return .ignored }
            let property = renamed[name] ?? name
            return Self.properties[property.lowercased()] ?? catalog.field(headed: property).map { .field($0) }
        }
        var seen: Set<Column> = []
        var tags: Set<String> = []
        for (index, column) in columns.enumerated() where column != .ignored {
            // Of columns that are to become fields, the tags that they would have must differ.
            let name = renamed[header[index]] ?? header[index]
            let isNew = column.map { seen.insert($0).inserted } ?? tags.insert(known.contains(name) ? name : Field.tag(for: name)).inserted
            guard isNew else { throw ImportError.duplicateColumn(file: file, header[index]) }
        }
        let unknown = header.indices.filter { columns[$0] == nil }.map { renamed[header[$0]] ?? header[$0] }
        if !unknown.isEmpty {
            let created = try options.createsFields ? create(unknown) : [:]
            for index in header.indices where columns[index] == nil {
                columns[index] = created[renamed[header[index]] ?? header[index]].map { .field($0) }
            }
            let rest = header.indices.filter { columns[$0] == nil }.map { renamed[header[$0]] ?? header[$0] }
            guard rest.isEmpty else {
                let known = Self.properties.keys + catalog.fields.map(\.tag)
                let suggestions = rest.compactMap { name in Suggestion.nearest(to: name, in: known).map { (name, $0) } }
                let pairs = Dictionary(suggestions, uniquingKeysWith: { first, _ in first })
                guard columns.contains(.email) else { throw ImportError.noEmailColumn(file: file, header: header) }
                throw ImportError.unknownColumns(file: file, rest, suggestions: pairs)
            }
        }
        let resolved = columns.map { $0 ?? .ignored }
        guard let email = resolved.firstIndex(of: .email) else { throw ImportError.noEmailColumn(file: file, header: header) }
        self.columns = resolved
        self.email = email
    }
}
