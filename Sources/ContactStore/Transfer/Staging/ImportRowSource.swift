import Contacts

/// Contacts that are handed over one by one, as the rows of an import. Their lines are their numbers, from 1.
final class ImportRowSource: ContactRowSource {
    let fields: [Field]
    private(set) var line = 0
    private let nextRow: () throws -> Result<ImportRow, Invalid>?
    private let places: [Field: Int]
    private var current: Result<ImportRow, Invalid>?
    private let email = EmailBuffer()
    /// The texts of the row.
    private let texts = RowTexts()

    init(_ catalog: Catalog, _ next: @escaping () throws -> Result<ImportRow, Invalid>?) {
        fields = catalog.fields
        places = Dictionary(uniqueKeysWithValues: catalog.fields.enumerated().map { ($1, $0) })
        nextRow = next
    }

    var raw: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: nil, count: 0) }
    var place: FilePlace { FilePlace(position: line, line: line) }
    var progress: (read: Int, total: Int?) { (line, nil) }
    func skip(to place: FilePlace) throws { while line < place.line, try next() {} }

    func next() throws -> Bool {
        current = try nextRow()
        if current != nil { line += 1 }
        return current != nil
    }

    func read(into row: inout ContactRow) throws(Invalid) {
        guard let contact = try current?.get() else { return }
        for index in row.cells.indices { row.cells[index] = .absent }
        row.clearProperties()
        reserve(contact)
        row.email = try email.normalised(texts.keep(contact.email))
        row.included = contact.listsIncluded
        row.excluded = contact.listsExcluded
        for (field, value) in contact.fields {
            guard let place = places[field] else { continue }
            row.cells[place] = try cell(value, field)
        }
    }

    private func cell(_ value: Value?, _ field: Field) throws(Invalid) -> ContactRow.Cell {
        guard let value else { return .missing }
        switch try field.validated(value) {
        case .text(let text): return .text(texts.keep(text))
        case .integer(let number): return .integer(number)
        case .float(let number): return .real(number)
        case .boolean(let flag): return .integer(flag ? 1 : 0)
        case .date(let date): return .integer(Int64(date.days))
        case .timestamp(let instant): return .integer(instant.milliseconds)
        }
    }

    private func reserve(_ row: ImportRow) {
        var count = row.email.utf8.count
        for (_, value) in row.fields { if case .text(let text)? = value { count += text.utf8.count } }
        texts.reserve(count)
    }
}
