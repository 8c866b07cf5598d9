public import Contacts
public import Scheduling

/// An instant of a job's schedule in the ledger, with the run that it led to.
public struct LedgerEntry: Hashable, Sendable {
    public let occurrence: Occurrence
    /// The run of its own, or the one that stands for it; nil where it was skipped, and where the run's record is gone.
    public let run: QueuedRun?
    /// The instant that the run is for, where it is another one.
    public let standsAt: Timestamp?
}
