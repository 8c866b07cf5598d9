import Contacts

/// What SQL databases write differently.
protocol SQLDialect {
    /// Begins a transaction that waits for its right to write now rather than at its first write.
    var beginImmediate: String { get }
    /// Begins a transaction that reads one state of the database.
    var beginSnapshot: String { get }
    /// The column type for a field.
    func columnType(_ type: ValueType) -> String
    /// A text as it stands in a statement.
    func literal(_ text: String) -> String
    /// A condition that is true or false where `expression` may be null.
    func isTrue(_ expression: String) -> String
    /// The complement of it, true or false where `expression` may be null.
    func isNotTrue(_ expression: String) -> String
    /// A named value of an event's JSON parameters: the SQL value, and its JSON type's name.
    func parameter(_ json: String, _ name: String) -> (value: String, type: String)
    /// The day of the year as `mm-dd` of a day, given as days since 1970.
    func dayOfYear(ofDay expression: String) -> String
    /// The day of the year as `mm-dd` that an instant, in Unix milliseconds, falls on in a zone.
    func dayOfYear(ofInstant expression: String, in zone: Zone) -> String
    /// The Unix milliseconds of a text that holds a time, or a day, which is its first moment in a zone; null for other texts.
    func instant(ofText expression: String, in zone: Zone) -> String
}
