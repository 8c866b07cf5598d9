public import Contacts

/// How single requests are written.
public struct DirectOptions: Sendable {
    /// What becomes of `unsubscribed: false` where consent was withdrawn.
    public enum Resubscribing: String, Sendable, CaseIterable {
        /// The request is refused, with a problem of `base`.
        case refuse
        /// The contact stays unsubscribed, and the rest of the request is done: for clients that send it with every update.
        case ignore
        /// Consent is given back.
        case allow
    }

    public var resubscribing = Resubscribing.refuse
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
