public import Contacts

/// What a line of the console comes to, ready to be shown.
public enum ConsoleValue: Sendable {
    /// A scalar, a table, a condition in words.
    case text(String)
    case contact(Contact, lists: [String], fields: [Field])
    /// The first contacts of a query, and how many there are.
    case contacts([Contact], total: Int, fields: [Field])
}
