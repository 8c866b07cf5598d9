import Contacts
import Formats

/// What each column of a file of events is read as.
struct EventMapping {
    private enum Column {
        case email, name, at, key, ignored
        case parameter(String)
    }

    private let columns: [Column]
    private let name: String?
    let hasKeys: Bool

    init(header: [String], file: String, options: EventImportOptions) throws {
        let renamed = Dictionary(options.columns.map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        for (property, column) in options.columns where !header.contains(column) {
            throw ImportError.missingColumn(file: file, property: property, header: column)
        }
        let columns = header.map { header -> Column in
            if options.ignoredColumns.contains(header) { return .ignored }
            let property = renamed[header] ?? header
            switch property.lowercased() {
            case "email": return .email
            case "name", "event": return .name
            case "at", "date", "timestamp": return .at
            case "key": return .key
            default: return .parameter(property)
            }
        }
        var seen: Set<String> = []
        for (name, column) in zip(header, columns) {
            if case .ignored = column { continue }
            let property = if case .at = column { "at" } else { (renamed[name] ?? name).lowercased() }
            guard seen.insert(property).inserted else { throw ImportError.duplicateColumn(file: file, name) }
        }
        self.columns = columns
        name = options.name
        func has(_ test: (Column) -> Bool) -> Bool { columns.contains(where: test) }
        guard has({ if case .email = $0 { true } else { false } }) else { throw ImportError.noEmailColumn(file: file, header: header) }
        guard has({ if case .at = $0 { true } else { false } }) else { throw ImportError.noTimeColumn(file: file) }
        guard name != nil || has({ if case .name = $0 { true } else { false } }) else { throw ImportError.noEventName(file: file) }
        hasKeys = has { if case .key = $0 { true } else { false } }
    }

    /// The event of the reader's current record.
    func event(_ reader: CSVReader) throws -> (email: EmailAddress, event: EventDraft) {
        guard reader.count == columns.count else {
            throw Invalid("row", "has \(reader.count) fields, the header has \(columns.count)")
        }
        guard reader.isValidUTF8 else { throw Invalid("row", "is not valid UTF-8") }
        var email: EmailAddress?
        var name = name
        var at: Timestamp?
        var key: String?
        var parameters: [(String, Value)] = []
        for (index, column) in columns.enumerated() {
            let bytes = reader[index]
            func text() -> String { String(decoding: bytes, as: UTF8.self) }
            switch column {
            case .ignored: continue
            case .email:
                do { email = try EmailAddress(text()) } catch { throw Invalid("email", error.description) }
            case .name: name = text()
            case .at:
                at = Timestamp(bytes: bytes)
                if at == nil { throw Invalid("at", "is invalid (a date or an ISO 8601 time expected)") }
            case .key: key = bytes.isEmpty ? nil : text()
            case .parameter(let name):
                if !bytes.isEmpty { parameters.append((name, Self.value(bytes))) }
            }
        }
        guard let email else { throw Invalid("email", "can't be blank") }
        return (email, try EventDraft(name: name ?? "", parameters: EventParameters(parameters), key: key, at: at))
    }

    /// A number where the text is one, else the text.
    private static func value(_ bytes: UnsafeRawBufferPointer) -> Value {
        guard let first = bytes.first, first == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else {
            let text = String(decoding: bytes, as: UTF8.self)
            return text == "true" ? .boolean(true) : text == "false" ? .boolean(false) : .text(text)
        }
        return Value(bytes: bytes, as: .integer) ?? Value(bytes: bytes, as: .float) ?? .text(String(decoding: bytes, as: UTF8.self))
    }
}
