import Contacts

/// A value of the row that a cursor stands at, flat, so that a loop over millions of rows copies nothing else.
///
/// Dates are days since 1970, instants milliseconds, booleans and statuses 0 and 1. Texts and ids are bytes of the database's,
/// valid until the cursor moves.
public struct RowValue {
    public enum Kind: UInt8 {
        case missing, text, integer, float, boolean, date, timestamp, status, id
    }

    public var kind = Kind.missing
    public var integer: Int64 = 0
    public var float = 0.0
    public var bytes = UnsafeRawBufferPointer(start: nil, count: 0)
}

extension RowValue.Kind {
    /// How a column's values lie.
    init(_ column: ContactColumn) {
        switch column {
        case .id: self = .id
        case .email: self = .text
        case .status: self = .status
        case .createdAt, .updatedAt: self = .timestamp
        case .field(let field):
            switch field.type {
            case .text: self = .text
            case .integer: self = .integer
            case .float: self = .float
            case .boolean: self = .boolean
            case .date: self = .date
            case .timestamp: self = .timestamp
            }
        }
    }
}
