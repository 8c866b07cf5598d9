import Contacts

/// The rows of an import by the API, handed to the machinery of all imports.
final class StoredImportSource: ContactRowSource {
    let fields: [Field]
    private(set) var line = 0
    private let rows: [StoredImportRow]
    private let places: [Int64: Int]
    private let lists: Set<Int64>
    private let texts = RowTexts()

    /// - Parameter catalog: what there is by now: fields and lists that have gone since the rows were checked are left out.
    init(_ rows: [StoredImportRow], _ catalog: Catalog) {
        self.rows = rows
        fields = catalog.fields
        places = Dictionary(uniqueKeysWithValues: catalog.fields.enumerated().map { ($1.id, $0) })
        lists = Set(catalog.lists.map(\.id))
    }

    var raw: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: nil, count: 0) }
    var place: FilePlace { FilePlace(position: line, line: line) }
    var progress: (read: Int, total: Int?) { (line, rows.count) }
    func skip(to place: FilePlace) throws { line = min(place.line, rows.count) }

    func next() throws -> Bool {
        guard line < rows.count else { return false }
        line += 1
        return true
    }

    func read(into row: inout ContactRow) throws(Invalid) {
        let stored = rows[line - 1]
        for index in row.cells.indices { row.cells[index] = .absent }
        row.clearProperties()
        var size = stored.email.utf8.count
        for (_, value) in stored.values { if case .text(let text) = value { size += text.utf8.count } }
        texts.reserve(size)
        row.email = texts.keep(stored.email)
        if !stored.included.isEmpty { row.included = stored.included.filter(lists.contains) }
        if !stored.excluded.isEmpty { row.excluded = stored.excluded.filter(lists.contains) }
        for (field, value) in stored.values {
            guard let place = places[field] else { continue }
            switch value {
            case .null, .blob: row.cells[place] = .missing
            case .integer(let number): row.cells[place] = .integer(number)
            case .real(let number): row.cells[place] = .real(number)
            case .text(let text): row.cells[place] = .text(texts.keep(text))
            }
        }
    }
}
