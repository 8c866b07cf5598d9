public import Contacts

/// How single requests are written.
public struct DirectOptions: Sendable {
    /// Whether a request may give consent back that was withdrawn.
    public var allowsResubscribing = false
    /// The most requests in one transaction.
    public var batchSize = 512
    /// What the runs are called that are recorded of them.
    public var name = "Contacts API"
    /// The clock of new contacts, changes and events.
    public var now: @Sendable () -> Timestamp

    public init(now: @escaping @Sendable () -> Timestamp) {
        self.now = now
    }
}
