public import Contacts

/// The settings of a scheduler. Times are monotonic.
public struct SchedulerOptions: Sendable {
    /// The zone of jobs that name none.
    public var zone = Zone.utc
    /// How long a worker that has work may be silent before it counts as lost.
    public var lease: Duration = .seconds(5)
    /// How long a run may take where its job does not say.
    public var timeout: Duration = .seconds(600)
    /// How long past its time limit a run may go on before its worker is ended: a script ends itself at the limit, and says where.
    public var timeoutGrace: Duration = .seconds(2)
    /// How late an instant counts as missed, in milliseconds, for jobs that do not catch up.
    public var missedAfter: Int64 = 60_000
    /// How many instants of a job are decided in one transaction, and how many rows of a log a triggered run is given.
    public var batch = 5_000
    /// How many workers a run may lose before it fails.
    public var mostLosses = 5
    /// How much work a worker is given ahead, in milliseconds, where its runs are short: it does not wait for the disk between them,
    /// and nobody else waits longer for it.
    public var prefetch = 20.0
    /// What is short, in milliseconds.
    public var shortRun = 5.0
    /// How long before it has done all of its runs the next worker is started, in runs.
    public var renewalLead = 200
    /// How many runs a worker does before another takes its place.
    public var runsPerWorker = 500
    /// The first number of the random ones that spread retries.
    public var seed: UInt64 = 0

    public init() {}
}
