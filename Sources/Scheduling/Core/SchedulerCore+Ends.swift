import Contacts
import HeapModule

extension SchedulerCore {
    /// An attempt has come to its end: the run is over, or is tried again.
    func end(_ run: QueuedRun, _ end: RunEnd, _ transaction: Store.Transaction, _ now: Timestamp) throws {
        note(end, of: run)
        try settle(run, end, transaction, now)
        // The next batch begins where this one ended, or is this one again.
        if run.batch != nil, let job = run.job { try checkTriggers(of: job, transaction, now) }
    }

    private func settle(_ run: QueuedRun, _ end: RunEnd, _ transaction: Store.Transaction, _ now: Timestamp) throws {
        guard !end.isCommitted else { return close(run, .succeeded, end) }
        switch end.result {
        case .succeeded: try finish(run, .succeeded, end, transaction)
        case .refused: try finish(run, .refused, end, transaction)
        case .failed, .conflicted:
            let retries = run.job.flatMap { jobs[$0]?.definition?.retries } ?? 0
            if end.result == .conflicted, run.batch != nil {
                // Its events were taken back, or its contacts changed again and again: its trigger makes another batch.
                try finish(run, .cancelled, end, transaction)
            } else if run.attempt <= retries {
                let at = now.adding(milliseconds: backoff.wait(after: run.attempt))
                let error = end.error ?? "failed"
                orders.append(.tell(.retrying(run, error: error, at: at)))
                try putBack(run, attempt: run.attempt + 1, losses: run.losses, dueAt: at, error: error, transaction)
            } else {
                try finish(run, .failed, end, transaction)
            }
        }
    }

    private func note(_ end: RunEnd, of run: QueuedRun) {
        let length = Double(end.finishedAt.milliseconds - end.startedAt.milliseconds)
        durations[run.hash] = durations[run.hash].map { $0 * 0.8 + length * 0.2 } ?? length
        duration = duration.map { $0 * 0.8 + length * 0.2 } ?? length
    }

    /// Ends a run in the store and in memory. Where its worker has committed it at the last moment, that holds.
    private func finish(_ run: QueuedRun, _ state: RunState, _ end: RunEnd, _ transaction: Store.Transaction) throws {
        if try transaction.finish(run, as: state, end) {
            close(run, state == .succeeded ? try transaction.run(run.id)?.state ?? state : state, end)
            // The jobs that come after it have runs now, which nobody else has written.
            if state == .succeeded { try takeInRuns(transaction, end.finishedAt) }
        } else {
            try follow(run, transaction)
        }
    }

    /// A run is not under our lease any more: what the store says of it holds.
    private func follow(_ run: QueuedRun, _ transaction: Store.Transaction) throws {
        guard let stored = try transaction.run(run.id), stored.state.isFinal else {
            forget(run)
            if let stored = try transaction.run(run.id) { add(stored, stored.queuedAt) }
            return
        }
        close(
            run, stored.state,
            RunEnd(
                result: stored.state == .succeeded ? .succeeded : .failed, error: stored.error,
                startedAt: stored.startedAt ?? stored.queuedAt, finishedAt: stored.finishedAt ?? stored.queuedAt))
    }

    /// A run has come to its end.
    private func close(_ run: QueuedRun, _ state: RunState, _ end: RunEnd) {
        forget(run)
        var streak: StreakChange?
        if let job = run.job, var entry = jobs[job] {
            let before = entry.record.streak
            if state == .succeeded { entry.record.streak = max(entry.record.streak, 0) + 1 }
            if state == .failed || state == .refused { entry.record.streak = min(entry.record.streak, 0) - 1 }
            jobs[job] = entry
            streak = StreakChange(before: before, after: entry.record.streak)
        }
        orders.append(.tell(.ended(run, state, end, streak)))
    }

    private func forget(_ run: QueuedRun) {
        runs[run.id] = nil
        if let job = run.job { jobs[job]?.open.remove(run.id) }
        countEnd(run)
    }

    /// A run has lost its worker: it is in the queue again, unless that has happened to it too often.
    func putBack(_ number: Int64, _ reason: String, _ transaction: Store.Transaction, _ now: Timestamp) throws {
        guard let run = runs[number] else { return }
        guard run.losses + 1 < options.mostLosses else {
            let error = "its worker \(reason), the \(options.mostLosses)th that it lost"
            return try finish(
                run, .failed, RunEnd(result: .failed, error: error, startedAt: run.startedAt ?? now, finishedAt: now), transaction)
        }
        orders.append(.tell(.lost(run, reason: reason)))
        try putBack(run, attempt: run.attempt, losses: run.losses + 1, dueAt: run.dueAt, error: "its worker \(reason)", transaction)
    }

    func putBack(
        _ run: QueuedRun, attempt: Int, losses: Int, dueAt: Timestamp, error: String?, _ transaction: Store.Transaction
    ) throws {
        guard try transaction.requeue(run, attempt: attempt, losses: losses, dueAt: dueAt, error: error) else {
            return try follow(run, transaction)
        }
        countEnd(run)
        var queued = run
        queued.state = .queued
        queued.attempt = attempt
        queued.losses = losses
        queued.dueAt = dueAt
        queued.startedAt = nil
        runs[run.id] = queued
        waiting.insert(DueRun(at: dueAt, run: run.id))
    }

    /// Ends a run because somebody wants that, or a later one takes its place.
    func cancel(_ number: Int64, _ reason: String, _ transaction: Store.Transaction, _ now: Timestamp) throws {
        guard let run = runs[number] else { return }
        let end = RunEnd(result: .failed, error: reason, startedAt: run.startedAt ?? now, finishedAt: now)
        if run.state == .queued {
            if try transaction.cancel(number, reason: reason, at: now) { close(run, .cancelled, end) } else { try follow(run, transaction) }
            return
        }
        try finish(run, .cancelled, end, transaction)
        // What it does from now on counts for nothing; the others of its worker go back.
        for (worker, slot) in workers where slot.runs.contains(number) && !slot.isKilled {
            if slot.runs.first == number {
                kill(worker, "was ended, since its run was cancelled")
            } else {
                workers[worker]?.runs.removeAll { $0 == number }
            }
        }
    }
}
