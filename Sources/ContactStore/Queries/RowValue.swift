import Contacts

/// A value of the row that a cursor stands at, flat, so that a loop over millions of rows copies nothing else.
///
/// Dates are days since 1970, instants milliseconds, booleans and statuses 0 and 1. Texts and ids are bytes of the database's,
/// valid until the cursor moves.
public struct RowValue {
    public enum Kind: UInt8 {
        case missing, text, integer, float, boolean, date, timestamp, status, id
        /// Of a value's own type, asked of columns that have none; a row holds one of the kinds above, a blob of one byte a boolean.
        case any
    }

    public var kind = Kind.missing
    public var integer: Int64 = 0
    public var float = 0.0
    public var bytes = UnsafeRawBufferPointer(start: nil, count: 0)
}

extension RowValue.Kind {
    /// How a property's values lie.
    init(_ property: Property) {
        switch property {
        case .id: self = .id
        case .status: self = .status
        case .eventParameter: self = .any
        default: self = property.type.map(Self.init) ?? .any
        }
    }

    init(_ type: ValueType) {
        switch type {
        case .text: self = .text
        case .integer: self = .integer
        case .float: self = .float
        case .boolean: self = .boolean
        case .date: self = .date
        case .timestamp: self = .timestamp
        }
    }

    /// How a column's values lie.
    init(_ column: ContactColumn) {
        switch column {
        case .id: self = .id
        case .email: self = .text
        case .status: self = .status
        case .createdAt, .updatedAt: self = .timestamp
        case .field(let field): self.init(field.type)
        }
    }
}
