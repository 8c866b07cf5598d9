import Contacts
import Formats

/// One row of an import, validated, with its values as the store holds them. Reused from row to row; bytes are the source's, and
/// valid until it moves on.
struct ContactRow {
    enum Cell {
        /// The row does not speak of the field.
        case absent
        /// The row says that there is no value.
        case missing
        case text(UnsafeRawBufferPointer)
        case integer(Int64)
        case real(Double)
    }

    var email = UnsafeRawBufferPointer(start: nil, count: 0)
    /// In the order of the source's fields.
    var cells: [Cell]
    var status: SubscriptionStatus?
    var createdAt: Timestamp?
    var id: UUIDv7?
    /// Names of lists to be on, validated.
    var lists: [String] = []
    /// Lists to be on and to be off, by id.
    var included: [Int64] = []
    var excluded: [Int64] = []

    init(fieldCount: Int) {
        cells = Array(repeating: .absent, count: fieldCount)
    }

    /// Forgets the properties that most rows lack.
    mutating func clearProperties() {
        status = nil
        createdAt = nil
        id = nil
        if !lists.isEmpty { lists = [] }
        if !included.isEmpty { included = [] }
        if !excluded.isEmpty { excluded = [] }
    }

    /// The value of a field from a text that is not empty.
    static func cell(_ bytes: UnsafeRawBufferPointer, _ field: Field) throws(Invalid) -> Cell {
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
        default: throw invalid(field)
        }
    }

    static func invalid(_ field: Field) -> Invalid { Invalid(field.tag, "is invalid (\(field.type.rawValue) expected)") }

    /// Consent by its word, in any case.
    static func status(_ text: String) throws(Invalid) -> SubscriptionStatus {
        guard let status = SubscriptionStatus(rawValue: text.lowercased()) else {
            throw Invalid("status", "is invalid (subscribed or unsubscribed expected)")
        }
        return status
    }

    static func createdAt(_ bytes: UnsafeRawBufferPointer) throws(Invalid) -> Timestamp {
        guard let instant = Timestamp(bytes: bytes) else { throw Invalid("created_at", "is invalid (a date or an ISO 8601 time expected)") }
        return instant
    }

    /// Unix milliseconds.
    static func createdAt(_ milliseconds: Int64) throws(Invalid) -> Timestamp {
        let instant = Timestamp(milliseconds: milliseconds)
        guard Timestamp.range.contains(instant) else { throw Invalid("created_at", "is outside of the years 1 to 9999") }
        return instant
    }

    static func id(_ text: String) throws(Invalid) -> UUIDv7 {
        guard let id = UUIDv7(text) else { throw Invalid("id", "is invalid (a UUID expected)") }
        return id
    }
}
