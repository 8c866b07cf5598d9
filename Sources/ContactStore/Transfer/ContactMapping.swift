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
    private static let properties: [String: Column] = [
        "email": .email, "id": .id, "status": .status, "created_at": .createdAt, "lists": .lists, "updated_at": .ignored,
    ]

    /// Reads a header. Columns that stand for nothing are handed to `create`, which may make fields for them.
    init(
        header: [String], file: String, options: ImportOptions, catalog: Catalog, create: ([String]) throws -> [String: Field]
    ) throws {
        guard !header.isEmpty else { throw ImportError.empty(file: file) }
        let renamed = Dictionary(options.columns.map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        for (property, column) in options.columns where !header.contains(column) {
            throw ImportError.missingColumn(file: file, property: property, header: column)
        }
        var tags: Set<String> = []
        for name in header where !options.ignoredColumns.contains(name) {
            guard tags.insert(Field.tag(for: renamed[name] ?? name)).inserted else { throw ImportError.duplicateColumn(file: file, name) }
        }
        var columns: [Column?] = header.map { name in
            if options.ignoredColumns.contains(name) { return .ignored }
            let property = renamed[name] ?? name
            return Self.properties[property.lowercased()] ?? catalog.field(headed: property).map { .field($0) }
        }
        let unknown = header.indices.filter { columns[$0] == nil }.map { header[$0] }
        if !unknown.isEmpty {
            let created = try options.createsFields ? create(unknown) : [:]
            for index in header.indices where columns[index] == nil {
                columns[index] = created[header[index]].map { .field($0) }
            }
            let rest = header.indices.filter { columns[$0] == nil }.map { header[$0] }
            guard rest.isEmpty else {
                let known = Self.properties.keys + catalog.fields.map(\.tag)
                let suggestions = rest.compactMap { name in Suggestion.nearest(to: name, in: known).map { (name, $0) } }
                let pairs = Dictionary(suggestions, uniquingKeysWith: { first, _ in first })
                guard columns.contains(.email) else { throw ImportError.noEmailColumn(file: file, header: header) }
                throw ImportError.unknownColumns(file: file, rest, suggestions: pairs)
            }
        }
        let resolved = columns.map { $0 ?? .ignored }
        var seen: Set<Column> = []
        for (index, column) in resolved.enumerated() where column != .ignored {
            guard seen.insert(column).inserted else { throw ImportError.duplicateColumn(file: file, header[index]) }
        }
        guard let email = resolved.firstIndex(of: .email) else { throw ImportError.noEmailColumn(file: file, header: header) }
        self.columns = resolved
        self.email = email
    }
}
