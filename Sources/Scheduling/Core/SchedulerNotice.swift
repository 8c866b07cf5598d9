public import Contacts

/// What a scheduler has done, for logs, metrics and alerts.
public enum SchedulerNotice: Hashable, Sendable {
    case started(QueuedRun)
    /// A run has come to its end.
    ///
    /// What it makes of its job's streak is nil for a script that is no job.
    case ended(QueuedRun, RunState, RunEnd, StreakChange?)
    /// A run failed, and is tried again.
    case retrying(QueuedRun, error: String, at: Timestamp)
    /// A worker is gone, and the run is in the queue again.
    case lost(QueuedRun, reason: String)
    case decided(job: String, Occurrence)
}
