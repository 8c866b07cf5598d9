public import Contacts

/// How a pusher goes about it.
public struct DeliveryOptions: Sendable {
    /// Calls that are under way at once.
    public var concurrency = 8
    /// Tasks that are claimed together where calls are answered fast; a crash may leave as many events unknown.
    public var largestBatch = 64
    public var importSize = 50_000
    /// The first wait after a failure; it doubles from one to the next.
    public var firstWait: Duration = .seconds(1)
    public var longestWait: Duration = .seconds(60)
    /// The first wait for an import to be finished, and the longest.
    public var firstPoll: Duration = .milliseconds(20)
    public var longestPoll: Duration = .seconds(5)
    /// How many failures in a row end it; nil where it goes on for ever.
    public var failures: Int? = 6
    /// How often a task is tried that the server fails again and again, while others are delivered.
    public var attempts = 8
    /// How long single calls go on before it is looked for what has been queued meanwhile.
    public var patience: Duration = .seconds(20)
    /// How long what is settled is remembered, in milliseconds.
    public var memory: Int64 = 7 * 86_400_000
    /// How long calls that are under way may go on after it was told to end.
    public var drain: Duration = .seconds(10)
    /// Whether it is to end.
    public var isStopped: @Sendable () -> Bool = { false }
    public var now: @Sendable () -> Timestamp = { .system }
    /// Told of each step.
    public var progress: @Sendable (DeliveryReport) -> Void = { _ in }

    public init() {}
}
