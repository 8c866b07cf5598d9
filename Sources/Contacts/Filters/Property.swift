/// What a filter looks at: a property of a contact or, inside an event clause, of an event.
public enum Property: Hashable, Sendable {
    case id
    case email
    /// The part of the address after the `@`.
    case emailDomain
    case status
    case createdAt
    case updatedAt
    case field(Field)
    case eventName
    case eventAt
    case eventParameter(String)

    /// The type of its values; nil for an event's parameter, which may hold any.
    public var type: ValueType? {
        switch self {
        case .id, .email, .emailDomain, .status, .eventName: .text
        case .createdAt, .updatedAt, .eventAt: .timestamp
        case .field(let field): field.type
        case .eventParameter: nil
        }
    }

    /// Whether it is an event's.
    public var isOfEvent: Bool {
        switch self {
        case .eventName, .eventAt, .eventParameter: true
        default: false
        }
    }

    /// Whether every contact has it.
    public var isAlwaysSet: Bool {
        switch self {
        case .field, .eventParameter: false
        default: true
        }
    }

    /// As a script writes it.
    public var path: String {
        switch self {
        case .id: "id"
        case .email: "email"
        case .emailDomain: "email:domain()"
        case .status: "status"
        case .createdAt: "created_at"
        case .updatedAt: "updated_at"
        case .field(let field): "fields.\(field.tag)"
        case .eventName: "event.name"
        case .eventAt: "event.at"
        case .eventParameter(let name): "event.params.\(name)"
        }
    }
}
