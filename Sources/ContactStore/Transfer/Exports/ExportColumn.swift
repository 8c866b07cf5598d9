import Contacts

/// A column of an export, with the header that an import knows it by.
enum ExportColumn {
    case value(String, ContactColumn)
    case lists

    var name: String {
        switch self {
        case .value(let name, _): name
        case .lists: "lists"
        }
    }

    /// Every column that an import reads back, in order.
    static func all(_ catalog: Catalog) -> [ExportColumn] {
        [.value("id", .id), .value("email", .email), .value("status", .status), .value("created_at", .createdAt)]
            + catalog.fields.map { .value($0.tag, .field($0)) } + [.lists]
    }

    static func named(_ names: [String]?, _ catalog: Catalog) throws(ExportError) -> [ExportColumn] {
        let all = all(catalog)
        guard let names else { return all }
        let known = all + [.value("updated_at", .updatedAt)]
        var columns: [ExportColumn] = []
        for name in names {
            guard let column = known.first(where: { $0.name == name }) else {
                throw .unknownColumn(name, suggestion: Suggestion.phrase(for: name, in: known.map(\.name)))
            }
            guard !columns.contains(where: { $0.name == name }) else { throw .duplicateColumn(name) }
            columns.append(column)
        }
        guard !columns.isEmpty else { throw .noColumns }
        return columns
    }
}
