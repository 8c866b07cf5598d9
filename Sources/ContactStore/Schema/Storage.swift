import Contacts

/// How values lie in columns: dates as days since 1970, instants as milliseconds, booleans as 0 and 1.
enum Storage {
    static func stored(_ value: Value?) -> SQLValue {
        switch value {
        case nil: .null
        case .text(let text): .text(text)
        case .integer(let number): .integer(number)
        case .float(let number): .real(number)
        case .boolean(let flag): .integer(flag ? 1 : 0)
        case .date(let date): .integer(Int64(date.days))
        case .timestamp(let instant): .integer(instant.milliseconds)
        }
    }

    /// The value of a column of a type; nil where it is null.
    static func value(_ stored: SQLValue, as type: ValueType) -> Value? {
        switch (stored, type) {
        case (.null, _), (.blob, _): nil
        case (.text(let text), _): .text(text)
        case (.real(let number), _): .float(number)
        case (.integer(let number), .boolean): .boolean(number != 0)
        case (.integer(let number), .date): .date(CalendarDate(days: Int(number)))
        case (.integer(let number), .timestamp): .timestamp(Timestamp(milliseconds: number))
        case (.integer(let number), .float): .float(Double(number))
        case (.integer(let number), _): .integer(number)
        }
    }
}
