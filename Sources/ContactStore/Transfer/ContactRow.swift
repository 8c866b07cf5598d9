import Contacts
import Formats

/// One row of a file, validated, with its values as the store holds them. Reused from row to row.
struct ContactRow {
    enum Cell {
        case missing
        case text(UnsafeRawBufferPointer)
        case integer(Int64)
        case real(Double)
    }

    private let mapping: ContactMapping
    private let fields: [(column: Int, field: Field)]
    private let addressBuffer: UnsafeMutableRawBufferPointer
    private(set) var email = UnsafeRawBufferPointer(start: nil, count: 0)
    /// In the order of ``fieldColumns``.
    private(set) var cells: [Cell]
    private(set) var status: SubscriptionStatus?
    private(set) var createdAt: Timestamp?
    private(set) var id: UUIDv7?
    private(set) var lists: [Substring] = []

    var fieldList: [Field] { fields.map(\.field) }

    init(_ mapping: ContactMapping) {
        self.mapping = mapping
        self.fields = mapping.columns.enumerated().compactMap { index, column in
            if case .field(let field) = column { (index, field) } else { nil }
        }
        self.cells = Array(repeating: .missing, count: fields.count)
        self.addressBuffer = .allocate(byteCount: EmailAddress.maximumLength, alignment: 1)
    }

    func deallocate() { addressBuffer.deallocate() }

    /// Takes the reader's current record, or throws what is wrong with it.
    mutating func read(_ reader: CSVReader) throws(Invalid) {
        guard reader.count == mapping.columns.count else {
            throw Invalid("row", "has \(reader.count) fields, the header has \(mapping.columns.count)")
        }
        guard reader.isValidUTF8 else { throw Invalid("row", "is not valid UTF-8") }
        do throws(EmailProblem) {
            let length = try EmailAddress.normalise(bytes: reader[mapping.email], into: addressBuffer)
            email = UnsafeRawBufferPointer(rebasing: addressBuffer[0..<length])
        } catch {
            throw Invalid("email", error.description)
        }
        for (index, (column, field)) in fields.enumerated() {
            let bytes = reader[column]
            cells[index] = bytes.isEmpty ? .missing : try Self.cell(bytes, field)
        }
        try readProperties(reader)
    }

    private static func cell(_ bytes: UnsafeRawBufferPointer, _ field: Field) throws(Invalid) -> Cell {
        if field.type == .text {
            if bytes.count > Value.maximumTextLength, String(decoding: bytes, as: UTF8.self).count > Value.maximumTextLength {
                throw Invalid(field.tag, "is too long (maximum is \(Value.maximumTextLength) characters)")
            }
            return .text(bytes)
        }
        switch Value(bytes: bytes, as: field.type) {
        case .integer(let number): return .integer(number)
        case .float(let number): return .real(number)
        case .boolean(let flag): return .integer(flag ? 1 : 0)
        case .date(let date): return .integer(Int64(date.days))
        case .timestamp(let instant): return .integer(instant.milliseconds)
        default: throw Invalid(field.tag, "is invalid (\(field.type.rawValue) expected)")
        }
    }

    private mutating func readProperties(_ reader: CSVReader) throws(Invalid) {
        status = nil
        createdAt = nil
        id = nil
        if !lists.isEmpty { lists = [] }
        for (index, column) in mapping.columns.enumerated() {
            guard column != .email, column != .ignored else { continue }
            let bytes = reader[index]
            switch column {
            case .email, .field, .ignored: continue
            case _ where bytes.isEmpty: continue
            case .status:
                status = SubscriptionStatus(rawValue: String(decoding: bytes, as: UTF8.self).lowercased())
                if status == nil { throw Invalid("status", "is invalid (subscribed or unsubscribed expected)") }
            case .createdAt:
                createdAt = Timestamp(bytes: bytes)
                if createdAt == nil { throw Invalid("created_at", "is invalid (a date or an ISO 8601 time expected)") }
            case .id:
                id = UUIDv7(String(decoding: bytes, as: UTF8.self))
                if id == nil { throw Invalid("id", "is invalid (a UUID expected)") }
            case .lists:
                lists = String(decoding: bytes, as: UTF8.self).split(separator: ";").filter { !$0.isEmpty }
            }
        }
    }
}
