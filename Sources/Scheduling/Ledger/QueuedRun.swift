public import Contacts

/// A run as the queue knows it, from the moment when it is known that it is to be until long after its end.
public struct QueuedRun: Hashable, Sendable, Identifiable {
    /// The run's number, the same as in the journal.
    public var id: Int64
    /// The job's number; nil for a script that was enqueued and is no job.
    public var job: Int64?
    /// The job's name, or the script's path.
    public var name: String
    public var script: String
    /// The SHA-256 of the script's text, under which the store holds it.
    public var hash: String
    public var cause: RunCause
    /// What a trigger's run handles.
    public var batch: TriggerBatch?
    /// The instant that the run is for, at which its clock stands: the nominal one of a schedule.
    public var logicalNow: Timestamp
    public var queuedAt: Timestamp
    /// When it may start.
    public var dueAt: Timestamp
    public var priority: Int
    public var state: RunState
    /// Which attempt it is in, or waits for, from 1.
    public var attempt: Int
    /// How many workers it has lost.
    public var losses: Int
    /// The number of its last lease; a later lease has a larger number.
    public var lease: Int64
    public var startedAt: Timestamp?
    public var finishedAt: Timestamp?
    /// Why it failed, or failed last.
    public var error: String?
    /// What `--set` gave, as a JSON object of texts.
    public var arguments: String?
    /// The job whose good run started it.
    public var follows: String?

    public init(
        id: Int64 = 0, job: Int64?, name: String, script: String, hash: String, cause: RunCause, batch: TriggerBatch? = nil,
        logicalNow: Timestamp, queuedAt: Timestamp, dueAt: Timestamp, priority: Int = 0, state: RunState = .queued, attempt: Int = 1,
        losses: Int = 0, lease: Int64 = 0, startedAt: Timestamp? = nil, finishedAt: Timestamp? = nil, error: String? = nil,
        arguments: String? = nil, follows: String? = nil
    ) {
        self.id = id
        self.job = job
        self.name = name
        self.script = script
        self.hash = hash
        self.cause = cause
        self.batch = batch
        self.logicalNow = logicalNow
        self.queuedAt = queuedAt
        self.dueAt = dueAt
        self.priority = priority
        self.state = state
        self.attempt = attempt
        self.losses = losses
        self.lease = lease
        self.startedAt = startedAt
        self.finishedAt = finishedAt
        self.error = error
        self.arguments = arguments
        self.follows = follows
    }
}
