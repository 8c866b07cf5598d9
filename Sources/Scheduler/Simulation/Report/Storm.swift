public import Contacts

/// A day with more events than usual.
public struct Storm: Hashable, Sendable {
    public let day: CalendarDate
    public let events: Int
    /// Whether they are more than ten times the median of the days with events.
    public let isUnusual: Bool
    /// Whether they are more than the given share of the contacts.
    public let isLarge: Bool
    /// The job that fired most of them.
    public let job: String
}
