public import Scheduling

/// A job with what its runs are at.
public struct JobOverview: Sendable {
    public let job: JobRecord
    /// Its newest run that has begun; nil where none has.
    public let lastRun: QueuedRun?
    /// How many runs of it wait.
    public let queued: Int
    /// The triggers whose logs it has not handled to the end, and how many rows wait there.
    public let waiting: [Waiting]

    /// What waits for a trigger.
    public struct Waiting: Hashable, Sendable {
        public let trigger: JobTrigger
        public let count: Int
    }
}
