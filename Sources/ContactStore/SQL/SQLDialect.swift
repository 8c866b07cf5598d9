import Contacts

/// What SQL databases write differently.
protocol SQLDialect {
    /// Begins a transaction that waits for its right to write now rather than at its first write.
    var beginImmediate: String { get }
    /// Begins a transaction that reads one state of the database.
    var beginSnapshot: String { get }
    /// The column type for a field.
    func columnType(_ type: ValueType) -> String
    /// A condition that is true or false where `expression` may be null.
    func isNotTrue(_ expression: String) -> String
    /// A named value of an event's JSON parameters: the SQL value, and its JSON type's name.
    func parameter(_ json: String, _ name: String) -> (value: String, type: String)
}
