public import Contacts

/// One nominal instant of a job's schedule, and what became of it. There is exactly one for each, and it never changes.
public struct Occurrence: Hashable, Sendable {
    public enum Outcome: Hashable, Sendable {
        /// It is a run of its own.
        case run(Int64)
        /// A run for a later instant stands for it.
        case coalesced(into: Int64)
        case skipped(reason: String)
    }

    public let at: Timestamp
    public let outcome: Outcome
    /// When that was decided.
    public let decidedAt: Timestamp

    public init(at: Timestamp, outcome: Outcome, decidedAt: Timestamp) {
        self.at = at
        self.outcome = outcome
        self.decidedAt = decidedAt
    }
}
