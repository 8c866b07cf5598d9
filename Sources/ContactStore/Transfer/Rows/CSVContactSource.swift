import Contacts
import Formats

/// The rows of a CSV file. Cells in quotes are told from bare ones where they are empty: `""` is an empty text, nothing is no
/// value. In a file that puts everything in quotes, its header too, both are no value.
final class CSVContactSource: ContactRowSource {
    let fields: [Field]
    private let reader: CSVReader
    private let mapping: ContactMapping
    private let columns: [Int]
    private let quotesMean: Bool
    private let email = EmailBuffer()
    private var names = ListNames()
    /// The columns that are neither address nor field.
    private let properties: [(index: Int, column: ContactMapping.Column)]

    /// - Parameter reader: stands at the header.
    init(_ reader: CSVReader, _ mapping: ContactMapping) {
        self.reader = reader
        self.mapping = mapping
        var fields: [Field] = []
        var columns: [Int] = []
        var properties: [(Int, ContactMapping.Column)] = []
        for (index, column) in mapping.columns.enumerated() {
            switch column {
            case .field(let field):
                fields.append(field)
                columns.append(index)
            case .email, .ignored: continue
            case .id, .status, .createdAt, .lists: properties.append((index, column))
            }
        }
        self.fields = fields
        self.columns = columns
        self.properties = properties
        quotesMean = !reader.isQuoted(mapping.email)
    }

    func next() throws -> Bool { try reader.next() }
    var line: Int { reader.line }
    var raw: UnsafeRawBufferPointer { reader.raw }
    var place: FilePlace { FilePlace(position: reader.position, line: reader.nextLine) }
    func skip(to place: FilePlace) throws { try reader.skip(to: place.position, line: place.line) }
    var progress: (read: Int, total: Int?) { reader.progress }

    func read(into row: inout ContactRow) throws(Invalid) {
        guard reader.count == mapping.columns.count else {
            throw Invalid("row", "has \(reader.count) fields, the header has \(mapping.columns.count)")
        }
        guard reader.isValidUTF8 else { throw Invalid("row", "is not valid UTF-8") }
        row.email = try email.normalised(reader[mapping.email])
        for index in fields.indices {
            let column = columns[index]
            let bytes = reader[column]
            if !bytes.isEmpty {
                row.cells[index] = try ContactRow.cell(bytes, fields[index])
            } else if quotesMean, fields[index].type == .text, reader.isQuotedEmpty(column) {
                row.cells[index] = .text(bytes)
            } else {
                row.cells[index] = .missing
            }
        }
        row.clearProperties()
        for (index, column) in properties {
            let bytes = reader[index]
            if bytes.isEmpty { continue }
            switch column {
            case .status: row.status = try ContactRow.status(String(decoding: bytes, as: UTF8.self))
            case .createdAt: row.createdAt = try ContactRow.createdAt(bytes)
            case .id: row.id = try ContactRow.id(String(decoding: bytes, as: UTF8.self))
            case .lists: row.lists = try names.validated(ListCell.names(bytes))
            case .email, .field, .ignored: continue
            }
        }
    }
}
