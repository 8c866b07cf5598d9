public import Contacts

/// A property that a row of contacts can be read for, numbered so that hot loops need no names.
public enum ContactColumn: Hashable, Sendable {
    case id
    case email
    case status
    case createdAt
    case updatedAt
    case field(Field)

    /// The SQL column, as it lies in the store.
    var sql: String {
        switch self {
        case .id: "uuid"
        case .email: "email"
        case .status: "status"
        case .createdAt: "created_at"
        case .updatedAt: "updated_at"
        case .field(let field): Schema.column(field.id)
        }
    }

    /// What can be staged of it.
    var staging: (kind: ChangeKind, target: Int64)? {
        switch self {
        case .email: (.email, 0)
        case .status: (.status, 0)
        case .field(let field): (.field, field.id)
        default: nil
        }
    }
}
