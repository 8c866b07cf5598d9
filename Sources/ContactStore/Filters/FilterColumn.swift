import Contacts

/// What the expression of a test yields.
enum FilterColumn {
    case text, integer, float, boolean, date, timestamp
    /// A status: 1 or 0 in the store, a word in filters.
    case status
    /// An id: sixteen bytes in the store, text in filters.
    case id
    /// A JSON parameter: `type` yields its JSON type's name.
    case parameter(type: String)

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

    var isDay: Bool {
        if case .date = self { return true }
        return false
    }
}
