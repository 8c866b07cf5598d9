public import Contacts

/// What an undo finds in its way.
public struct UndoReport: Hashable, Sendable {
    /// Properties changed since, which an undo leaves as they are: the first of them.
    public let conflicts: [Conflict]
    public let conflictCount: Int
    /// Events that the commit will take back.
    public let retractable: Int
    /// Events that have left the store.
    public let sent: Int
    /// Unsubscribes that stay, because consent only goes down.
    public let keptUnsubscribed: Int
    /// Requests that the commit will take back, and those that have been sent.
    public let retractableRequests: Int
    public let sentRequests: Int
    /// Contacts that the run has erased: they are gone for good.
    public let erased: Int
    /// Events that the run, an undo itself, had taken back, and that fire again.
    public let restoredEvents: Int
    /// How the account is told of the undo; nil where there is none.
    public internal(set) var delivery: DeliveryEstimate?
}
