public import Contacts

/// What is queued for the account, and what became of what was.
public struct DeliveryStatus: Hashable, Sendable {
    /// Rows of the queue by their state; one that is delivered counts for as long as it is remembered.
    public let counts: [DeliveryState: Int]
    /// What is still to be sent.
    public let left: DeliveryEstimate
    /// When the oldest change was made that is still queued.
    public let oldest: Timestamp?

    public subscript(_ state: DeliveryState) -> Int { counts[state] ?? 0 }
    /// Whether there is something that nobody has seen to.
    public var needsAttention: Bool { self[.refused] + self[.unknown] > 0 }
    public var isDone: Bool { self[.queued] + self[.sending] == 0 }
}
