import Contacts
import HeapModule

extension SchedulerCore {
    /// Makes everything anew from the store, but for what workers are at.
    func reload(_ transaction: Store.Transaction, _ now: Timestamp) throws {
        runs = [:]
        jobs = [:]
        jobsVersion = nil
        lastRun = 0
        due = Heap()
        waiting = Heap()
        ready = Heap()
        crowded = [:]
        groups = [:]
        groupsOfRuns = [:]
        logEnds = []
        try loadJobs(transaction)
        let held = Set(workers.values.flatMap(\.runs))
        for run in try transaction.openRuns(after: 0) {
            add(run, now)
            // A worker of a scheduler that is gone had it, or one of ours whose start was never written.
            if run.state == .running, !held.contains(run.id) {
                try putBack(run.id, "was the one of a scheduler that is gone", transaction, now)
            }
        }
    }

    func loadJobs(_ transaction: Store.Transaction) throws {
        let version = try transaction.jobsVersion
        guard version != jobsVersion else { return }
        jobsVersion = version
        for record in try transaction.jobs() { enter(record) }
    }

    /// Takes a job's record into memory, with the runs that it has there already.
    func enter(_ record: JobRecord) {
        var entry = jobs[record.id] ?? JobEntry(record: record)
        let wasPaused = entry.isPaused
        let old = entry.record
        entry.record = record
        if entry.definition == nil || old.settings != record.settings || old.name != record.name {
            entry.definition = try? JobDefinition(name: record.name, script: record.script, settings: record.settings, zone: zone)
        }
        let next = entry.isActive ? entry.definition?.schedule?.next(after: record.cursor) : nil
        if let next, next != entry.nextAt { due.insert(DueJob(at: next, job: record.id)) }
        entry.nextAt = next
        let released = wasPaused && !entry.isPaused ? entry.blocked : []
        if !released.isEmpty { entry.blocked = [] }
        // What has come to the logs of its triggers meanwhile is still to be handled.
        if wasPaused, !entry.isPaused { logEnds = [] }
        jobs[record.id] = entry
        released.forEach(makeReady)
    }

    /// What others have written since the last cycle.
    func takeIn(_ transaction: Store.Transaction, _ now: Timestamp) throws {
        try loadJobs(transaction)
        try takeInRuns(transaction, now)
        for run in try transaction.cancellations() { try cancel(run, "cancelled", transaction, now) }
        try checkTriggers(transaction, now)
    }

    /// Takes runs into memory that are in the queue and not there yet.
    func takeInRuns(_ transaction: Store.Transaction, _ now: Timestamp) throws {
        for run in try transaction.openRuns(after: lastRun) where runs[run.id] == nil { add(run, now) }
    }

    /// Takes a run into memory.
    func add(_ run: QueuedRun, _ now: Timestamp) {
        var run = run
        if run.state == .queued { run.dueAt = run.due(at: now) }
        runs[run.id] = run
        lastRun = max(lastRun, run.id)
        if let job = run.job { jobs[job]?.open.insert(run.id) }
        if run.state == .queued {
            waiting.insert(DueRun(at: run.dueAt, run: run.id))
        } else {
            countStart(run)
        }
    }

    /// Puts a run into the queue.
    func enqueue(_ run: QueuedRun, _ transaction: Store.Transaction) throws -> Int64 {
        var run = run
        run.id = try transaction.enqueue(run)
        // What others have put there meanwhile has smaller numbers, and is looked for by them.
        let known = lastRun
        add(run, run.queuedAt)
        if known < run.id - 1 { lastRun = known }
        return run.id
    }

    /// Looks for what the triggers of jobs have to handle.
    func checkTriggers(_ transaction: Store.Transaction, _ now: Timestamp) throws {
        let ends = try transaction.logEnds
        guard ends != logEnds else { return }
        logEnds = ends
        for job in jobs.keys { try checkTriggers(of: job, transaction, now) }
    }

    /// One batch of one trigger at a time: the next begins where this one ends.
    func checkTriggers(of job: Int64, _ transaction: Store.Transaction, _ now: Timestamp) throws {
        guard let entry = jobs[job], entry.isActive, !entry.isPaused else { return }
        for trigger in entry.logTriggers where !entry.open.contains(where: { runs[$0]?.batch?.trigger == trigger }) {
            guard let batch = try transaction.nextBatch(of: trigger, for: job, limit: options.batch) else { continue }
            // A batch that fails stays the next one: it is tried for ever, more and more seldom.
            let wait = entry.record.streak < 0 ? backoff.wait(after: -entry.record.streak) : 0
            _ = try enqueue(
                QueuedRun(
                    job: job, name: entry.record.name, script: entry.record.script, hash: entry.record.hash, cause: trigger.cause,
                    batch: batch, logicalNow: now, queuedAt: now, dueAt: now.adding(milliseconds: wait),
                    priority: entry.definition?.priority ?? 0), transaction)
        }
    }
}
