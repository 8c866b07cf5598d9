public import Contacts

/// What a scheduler has done, for logs, metrics and alerts.
public enum SchedulerNotice: Hashable, Sendable {
    case started(QueuedRun)
    /// A run has come to its end.
    ///
    /// - `streak`: the job's runs in a row that went well or, below zero, did not, with this one; nil without a job.
    case ended(QueuedRun, RunState, RunEnd, streak: Int?)
    /// A run failed, and is tried again.
    case retrying(QueuedRun, error: String, at: Timestamp)
    /// A worker is gone, and the run is in the queue again.
    case lost(QueuedRun, reason: String)
    case decided(job: String, Occurrence)
}
