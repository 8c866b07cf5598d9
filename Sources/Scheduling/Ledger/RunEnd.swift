public import Contacts

/// How an attempt of a run ended, as its worker tells it.
public struct RunEnd: Hashable, Sendable {
    public enum Result: Hashable, Sendable {
        /// The script came to its end; what it wanted changed, if anything, is committed.
        case succeeded
        /// A guard refused it.
        case refused
        /// The script failed, or met a limit.
        case failed
        /// Somebody else changed its contacts, again and again.
        case conflicted
    }

    public var result: Result
    /// What it did, counted, as a JSON object; why it failed, in one line.
    public var summary: String
    public var error: String?
    public var startedAt: Timestamp
    public var finishedAt: Timestamp
    /// Whether its worker has committed it, with its changes: the queue knows of its end.
    public var isCommitted: Bool

    public init(
        result: Result, summary: String = "{}", error: String? = nil, startedAt: Timestamp, finishedAt: Timestamp,
        isCommitted: Bool = false
    ) {
        self.result = result
        self.summary = summary
        self.error = error
        self.startedAt = startedAt
        self.finishedAt = finishedAt
        self.isCommitted = isCommitted
    }
}
