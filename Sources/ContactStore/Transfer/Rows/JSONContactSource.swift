import Contacts
import Formats

/// The rows of a JSON Lines file: an object a line, fields beside `email` or inside `fields`. A name that a line does not have
/// leaves what is there; `null` is an empty cell.
final class JSONContactSource: ContactRowSource {
    let fields: [Field]
    private let reader: JSONLinesReader
    /// What each name of the file is read as.
    private let columns: [String: ContactMapping.Column]
    private let places: [Field: Int]
    private let email = EmailBuffer()
    private var names = ListNames()
    private var value: Result<JSONValue, FormatError> = .success(.null)
    /// The texts of the row: decoded, they are never longer than the line.
    private let texts = RowTexts()

    /// - Parameters:
    ///   - header: the names of the mapping's columns.
    ///   - catalog: whose other fields rows may name as well.
    init(_ reader: JSONLinesReader, header: [String], _ mapping: ContactMapping, _ catalog: Catalog) {
        self.reader = reader
        var columns = Dictionary(zip(header, mapping.columns), uniquingKeysWith: { first, _ in first })
        let mapped = Set(mapping.columns)
        for field in catalog.fields where columns[field.tag] == nil && !mapped.contains(.field(field)) {
            columns[field.tag] = .field(field)
        }
        for (name, column) in ContactMapping.properties where columns[name] == nil && !mapped.contains(column) { columns[name] = column }
        self.columns = columns
        fields = catalog.fields.filter { columns.values.contains(.field($0)) }
        places = Dictionary(uniqueKeysWithValues: fields.enumerated().map { ($1, $0) })
    }

    func next() throws -> Bool {
        guard let next = try reader.next() else { return false }
        value = next
        return true
    }

    var line: Int { reader.line }
    var raw: UnsafeRawBufferPointer { reader.raw }
    var place: FilePlace { FilePlace(position: reader.position, line: reader.line) }
    func skip(to place: FilePlace) throws { try reader.skip(to: place.position, line: place.line) }
    var progress: (read: Int, total: Int?) { reader.progress }

    func read(into row: inout ContactRow) throws(Invalid) {
        let object: JSONObject
        switch value {
        case .success(.object(let members)): object = members
        case .success: throw Invalid("row", "is no JSON object")
        case .failure(.invalidJSON(let fault, _, let column)): throw Invalid("row", "is not valid JSON (column \(column): \(fault))")
        case .failure(let error): throw Invalid("row", "cannot be read (\(error))")
        }
        texts.reserve(reader.raw.count)
        for index in row.cells.indices { row.cells[index] = .absent }
        row.clearProperties()
        var hasEmail = false
        for (name, value) in object {
            if columns[name] == .email { hasEmail = true }
            try take(name, value, into: &row)
        }
        if !hasEmail { throw Invalid("email", "can't be blank") }
    }

    private func take(_ name: String, _ value: JSONValue, into row: inout ContactRow) throws(Invalid) {
        guard let column = columns[name] else {
            guard name == "fields" else { throw unknown(name) }
            switch value {
            case .null: return
            case .object(let members): for (name, value) in members { try takeField(name, value, into: &row) }
            default: throw Invalid("fields", "must be an object")
            }
            return
        }
        switch (column, value) {
        case (.ignored, _): return
        case (.email, .string(let text)): row.email = try email.normalised(texts.keep(text))
        case (.email, _): throw Invalid("email", "is invalid (a text expected)")
        case (.field(let field), _): try set(field, value, into: &row)
        case (.id, .null), (.status, .null), (.createdAt, .null), (.lists, .null): return
        case (.id, .string(let text)): row.id = try ContactRow.id(text)
        case (.id, _): row.id = try ContactRow.id("")
        case (.status, .string(let text)): row.status = try ContactRow.status(text)
        case (.status, _): row.status = try ContactRow.status("")
        case (.createdAt, .integer(let milliseconds)): row.createdAt = try ContactRow.createdAt(milliseconds)
        case (.createdAt, .string(let text)): row.createdAt = try ContactRow.createdAt(texts.keep(text))
        case (.createdAt, _): row.createdAt = try ContactRow.createdAt(texts.keep(""))
        case (.lists, .array(let values)):
            let texts = values.compactMap(\.stringValue)
            guard texts.count == values.count else { throw Invalid("lists", "must be an array of names") }
            row.lists = try names.validated(texts)
        case (.lists, _): throw Invalid("lists", "must be an array of names")
        }
    }

    private func takeField(_ name: String, _ value: JSONValue, into row: inout ContactRow) throws(Invalid) {
        switch columns[name] {
        case .field(let field): try set(field, value, into: &row)
        case .ignored: return
        default: throw unknown(name)
        }
    }

    private func unknown(_ name: String) -> Invalid {
        Invalid("row", "has no field '\(name)' to set\(Suggestion.phrase(for: name, in: columns.keys.sorted()))")
    }

    private func set(_ field: Field, _ value: JSONValue, into row: inout ContactRow) throws(Invalid) {
        guard let place = places[field] else { return }
        switch (value, field.type) {
        case (.null, _): row.cells[place] = .missing
        case (.string(""), .text): row.cells[place] = .text(UnsafeRawBufferPointer(start: nil, count: 0))
        case (.string(""), _): row.cells[place] = .missing
        case (.string(let text), _): row.cells[place] = try ContactRow.cell(texts.keep(text), field)
        case (.integer(let number), .integer): row.cells[place] = .integer(number)
        case (.integer(let number), .float): row.cells[place] = .real(Double(number))
        case (.number(let number), .float): row.cells[place] = .real(number)
        case (.number(let number), .integer):
            guard let whole = Int64(exactly: number) else { throw ContactRow.invalid(field) }
            row.cells[place] = .integer(whole)
        case (.bool(let flag), .boolean): row.cells[place] = .integer(flag ? 1 : 0)
        default: throw ContactRow.invalid(field)
        }
    }
}
