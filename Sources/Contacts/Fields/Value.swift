/// One value of a field, an event's parameter or a filter.
public enum Value: Hashable, Sendable {
    case text(String)
    case integer(Int64)
    case float(Double)
    case boolean(Bool)
    case date(CalendarDate)
    case timestamp(Timestamp)

    public var type: ValueType {
        switch self {
        case .text: .text
        case .integer: .integer
        case .float: .float
        case .boolean: .boolean
        case .date: .date
        case .timestamp: .timestamp
        }
    }

    /// The longest text a field holds, in characters.
    public static let maximumTextLength = 255
}

extension Value: CustomStringConvertible {
    /// The value as a CSV or a message shows it: dates and instants in ISO 8601, numbers in the shortest exact form.
    public var description: String {
        switch self {
        case .text(let text): text
        case .integer(let number): String(number)
        case .float(let number): number.description
        case .boolean(let flag): flag ? "true" : "false"
        case .date(let date): date.description
        case .timestamp(let instant): instant.description
        }
    }
}
