public import Contacts

/// What a scheduler reads and writes of its store, inside a transaction.
///
/// Every change of a run's state names the lease under which it is made, and answers false, having changed nothing, where the run is
/// not under that lease any more.
public protocol SchedulerTransaction: AnyObject {
    func jobs() throws -> [JobRecord]
    /// Another number after each change of a job's record.
    var jobsVersion: Int64 { get throws }
    /// Other numbers after each change of what triggers look at.
    var logEnds: [Int64] { get throws }
    /// Writes a job; one without a number is given one. Positions of its triggers begin at the ends of their logs.
    func save(_ job: JobRecord) throws -> JobRecord
    /// The positions and followers of a job, as its settings have them now.
    func link(_ job: Int64, triggers: [JobTrigger], after: [String]) throws
    /// Keeps the text of a script under its hash.
    func keep(source: [UInt8], hash: String) throws

    /// Runs that are queued or running and whose numbers are past one, in the order of their numbers.
    func openRuns(after number: Int64) throws -> [QueuedRun]
    func run(_ number: Int64) throws -> QueuedRun?
    /// Runs that somebody has asked to be cancelled.
    func cancellations() throws -> [Int64]

    /// Writes what became of instants of a job's schedule, and that all up to one are decided.
    func record(_ occurrences: [Occurrence], of job: Int64, cursor: Timestamp) throws
    /// Adds a run to the queue and answers its number.
    func enqueue(_ run: QueuedRun) throws -> Int64
    /// Gives a queued run to a worker under a new lease, and answers that; nil where it is not queued any more.
    func claim(_ run: Int64, at now: Timestamp) throws -> Int64?
    /// Ends a run for good.
    func finish(_ run: QueuedRun, as state: RunState, _ end: RunEnd) throws -> Bool
    /// Puts a run back into the queue.
    ///
    /// - Parameters:
    ///   - attempt: the attempt that it waits for.
    ///   - losses: how many workers it has lost by now.
    func requeue(_ run: QueuedRun, attempt: Int, losses: Int, dueAt: Timestamp, error: String?) throws -> Bool
    /// Ends a run that is queued.
    func cancel(_ run: Int64, reason: String, at now: Timestamp) throws -> Bool

    /// What a trigger of a job has to handle; nil where there is nothing new.
    ///
    /// - Parameter limit: how many rows of the log a batch has at most.
    func nextBatch(of trigger: JobTrigger, for job: Int64, limit: Int) throws -> TriggerBatch?
}
