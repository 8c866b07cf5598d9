import Contacts
import HeapModule

extension SchedulerCore {
    /// Decides all instants that have come.
    func decideOccurrences(_ transaction: Store.Transaction, _ now: Timestamp) throws {
        while let next = due.min, next.at <= now {
            due.removeMin()
            // Its schedule may have changed since it was put here.
            guard jobs[next.job]?.nextAt == next.at else { continue }
            try decide(next.job, transaction, now)
        }
    }

    /// Decides the instants of one job that have come, and puts its runs into the queue.
    func decide(_ job: Int64, _ transaction: Store.Transaction, _ now: Timestamp) throws {
        guard let entry = jobs[job], let definition = entry.definition, definition.schedule != nil else { return }
        let record = entry.record
        let plan = OccurrencePlan(
            definition, after: record.cursor, through: now, openRun: entry.open.min(), isPaused: entry.isPaused, options: options)
        guard !plan.decisions.isEmpty else { return note(plan.cursor, of: job) }
        if definition.overlap == .replace, plan.decisions.contains(where: { if case .run = $0.decision { true } else { false } }) {
            for run in entry.open { try cancel(run, "replaced by a later run (overlap = replace)", transaction, now) }
        }
        var numbers: [Int64] = []
        for case (let at, .run(let dueAt)) in plan.decisions {
            numbers.append(
                try enqueue(
                    QueuedRun(
                        job: job, name: record.name, script: record.script, hash: record.hash, cause: .schedule, logicalNow: at,
                        queuedAt: now, dueAt: dueAt, priority: definition.priority), transaction))
        }
        var next = numbers.makeIterator()
        let occurrences = plan.decisions.map { at, decision in
            let outcome: Occurrence.Outcome =
                switch decision {
                case .run: .run(next.next() ?? 0)
                case .coalesced(let place): .coalesced(into: numbers[place])
                case .skipped(let reason): .skipped(reason: reason)
                }
            return Occurrence(at: at, outcome: outcome, decidedAt: now)
        }
        try transaction.record(occurrences, of: job, cursor: plan.cursor)
        for occurrence in occurrences { orders.append(.tell(.decided(job: record.name, occurrence))) }
        note(plan.cursor, of: job)
    }

    private func note(_ cursor: Timestamp, of job: Int64) {
        guard var entry = jobs[job] else { return }
        entry.record.cursor = cursor
        entry.nextAt = entry.isActive ? entry.definition?.schedule?.next(after: cursor) : nil
        if let next = entry.nextAt { due.insert(DueJob(at: next, job: job)) }
        jobs[job] = entry
    }
}
