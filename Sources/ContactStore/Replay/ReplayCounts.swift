public import Contacts

/// What a replay has done, and what it has left out.
public struct ReplayCounts: Hashable, Sendable {
    public var contacts = 0
    public var events = 0
    /// Fields, lists and consents.
    public var changes = 0
    /// Days on which so much of the base came at once that it is a first import and no growth, with how many came.
    public var leftOut: [CalendarDate: Int] = [:]

    public init() {}
}
