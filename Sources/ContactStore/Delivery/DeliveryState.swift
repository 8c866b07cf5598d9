/// How far a row of the delivery queue is. The raw values are stored: add, never renumber.
public enum DeliveryState: Int64, Sendable, CaseIterable {
    case queued = 0
    /// A pusher has taken it. After a crash nobody knows whether it has arrived.
    case sending = 1
    case delivered = 2
    /// The account refused it, and said why.
    case refused = 3
    /// An event that may have arrived and is not sent again.
    case unknown = 4
    /// It was given up: undone before it was sent, dropped by somebody, or without anything to say by then.
    case dropped = 5
}
