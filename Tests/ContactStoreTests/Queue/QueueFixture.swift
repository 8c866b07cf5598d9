import ContactStore
import Contacts
import Scheduling

/// A store with a queue of runs, on which one scheduler works. The clock stands at 1998-07-01.
final class QueueFixture {
    let fixture: TemporaryStore
    let queue: RunQueue
    let epoch: Int64
    var now: Timestamp { fixture.clock.now }

    init() throws {
        fixture = try TemporaryStore()
        queue = try RunQueue(store: fixture.store)
        epoch = try queue.takeOver()
    }

    /// A transaction of the scheduler.
    @discardableResult
    func schedule<Result>(_ body: (QueueTransaction) throws -> Result) throws -> Result {
        try queue.transact(epoch: epoch, isDurable: true, body)
    }

    /// A job that nothing but the given settings starts.
    @discardableResult
    func job(_ name: String, on triggers: [JobTrigger] = [], after: [String] = []) throws -> JobRecord {
        try schedule { transaction in
            let job = try transaction.save(
                JobRecord(name: name, script: "scripts/\(name).lua", hash: "h-\(name)", settings: ["priority": .text("3")], cursor: now))
            try transaction.link(job.id, triggers: triggers, after: after)
            return job
        }
    }

    func draft(of job: JobRecord?, batch: TriggerBatch? = nil) -> QueuedRun {
        QueuedRun(
            job: job?.id, name: job?.name ?? "scripts/x.lua", script: job?.script ?? "scripts/x.lua", hash: "h", cause: .schedule,
            batch: batch, logicalNow: now, queuedAt: now, dueAt: now)
    }

    /// A run that is in the queue.
    func queued(_ job: JobRecord? = nil, batch: TriggerBatch? = nil) throws -> Int64 {
        try schedule { try $0.enqueue(draft(of: job, batch: batch)) }
    }

    /// A run that a worker has, with its lease.
    func running(_ job: JobRecord? = nil, batch: TriggerBatch? = nil) throws -> QueuedRun {
        let number = try queued(job, batch: batch)
        return try schedule { transaction in
            guard try transaction.claim(number, at: now) != nil, let run = try transaction.run(number) else { throw NotClaimed() }
            return run
        }
    }

    /// Ends a run as its scheduler does; false where it is under another lease.
    func finish(
        _ run: QueuedRun, as state: RunState = .succeeded, _ result: RunEnd.Result = .succeeded, error: String? = nil
    ) throws -> Bool {
        try schedule { try $0.finish(run, as: state, end(result, error: error)) }
    }

    /// Puts a run back into the queue, whose worker is lost.
    func requeue(_ run: QueuedRun) throws -> Bool {
        try schedule { try $0.requeue(run, attempt: run.attempt, losses: run.losses + 1, dueAt: now, error: "its worker died") }
    }

    func run(_ number: Int64) throws -> QueuedRun? { try fixture.store.queuedRun(number) }

    func end(_ result: RunEnd.Result = .succeeded, error: String? = nil) -> RunEnd {
        RunEnd(result: result, error: error, startedAt: now, finishedAt: now.adding(milliseconds: 5))
    }

    struct NotClaimed: Error {}
}
