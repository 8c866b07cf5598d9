/// How far a run of the queue is. The raw values are stored.
public enum RunState: String, Sendable, CaseIterable {
    /// It waits for its time, for a worker, or for its next attempt.
    case queued
    /// A worker has it.
    case running
    case succeeded
    /// A guard refused it; nothing was changed.
    case refused
    case failed
    case cancelled

    /// Whether nothing more becomes of it.
    public var isFinal: Bool { self != .queued && self != .running }
}
