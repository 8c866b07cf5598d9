public import Contacts

/// A column's value where it lies: text as bytes that stay valid until the cursor moves.
public enum ColumnValue {
    case missing
    case text(UnsafeRawBufferPointer)
    case integer(Int64)
    case float(Double)
    case boolean(Bool)
    case date(CalendarDate)
    case timestamp(Timestamp)
    case status(SubscriptionStatus)
    case id(UUIDv7)
}

extension ColumnValue {
    init(_ column: ContactColumn, at index: Int, of row: any SQLStatement) {
        if row.isNull(index) {
            self = .missing
            return
        }
        switch column {
        case .id: self = UUIDv7(bytes: row.bytes(index)).map { .id($0) } ?? .missing
        case .email: self = .text(row.bytes(index))
        case .status: self = .status(row.integer(index) == 1 ? .subscribed : .unsubscribed)
        case .createdAt, .updatedAt: self = .timestamp(Timestamp(milliseconds: row.integer(index)))
        case .field(let field):
            switch field.type {
            case .text: self = .text(row.bytes(index))
            case .integer: self = .integer(row.integer(index))
            case .float: self = .float(row.real(index))
            case .boolean: self = .boolean(row.integer(index) != 0)
            case .date: self = .date(CalendarDate(days: Int(row.integer(index))))
            case .timestamp: self = .timestamp(Timestamp(milliseconds: row.integer(index)))
            }
        }
    }

    /// The value as the domain holds it; nil where it is missing.
    public var value: Value? {
        switch self {
        case .missing: nil
        case .text(let bytes): .text(String(decoding: bytes, as: UTF8.self))
        case .integer(let number): .integer(number)
        case .float(let number): .float(number)
        case .boolean(let flag): .boolean(flag)
        case .date(let date): .date(date)
        case .timestamp(let instant): .timestamp(instant)
        case .status(let status): .text(status.rawValue)
        case .id(let id): .text(id.description)
        }
    }
}
