public import Contacts

extension SchedulerCore {
    /// Ends workers that are silent or whose run is past its limit. By the monotonic clock alone, and without the store, which may be
    /// what a worker that was stopped keeps busy.
    public func watch(_ uptime: Duration) -> [SchedulerOrder] {
        orders = []
        let gap = uptime - lastUptime
        lastUptime = uptime
        for (number, slot) in workers where !slot.runs.isEmpty && !slot.isKilled {
            // A scheduler that was stopped itself has not heard what was said meanwhile.
            if gap > options.lease / 2 { workers[number]?.lastBeat = uptime }
            guard let head = slot.runs.first.flatMap({ runs[$0] }) else { continue }
            let time = uptime - slot.since
            let limit = timeout(of: head)
            if time > .milliseconds(limit) + options.timeoutGrace {
                kill(number, Self.timeoutReason(limit))
            } else if gap <= options.lease / 2, uptime - slot.lastBeat > options.lease {
                kill(number, "did not answer any more")
            } else if slot.runs.count > 1, !slot.isRecalled, time > .milliseconds(Int64(options.shortRun * 20)) {
                workers[number]?.isRecalled = true
                orders.append(.recall(number))
            }
        }
        return orders
    }

    static func timeoutReason(_ limit: Int64) -> String { "was past the run's time limit of \(SpanWords.text(limit))" }

    func kill(_ worker: Int, _ reason: String) {
        workers[worker]?.isKilled = true
        workers[worker]?.killReason = reason
        orders.append(.kill(worker))
    }

    func handle(_ event: WorkerEvent, _ transaction: Store.Transaction, _ now: Timestamp, _ uptime: Duration) throws {
        switch event {
        case .ready(let worker):
            workers[worker] = WorkerSlot(lastBeat: uptime)
        case .beat(let worker):
            workers[worker]?.lastBeat = uptime
        case .ended(let worker, let number, let lease, let end):
            guard var slot = workers[worker], slot.runs.contains(number) else { return }
            slot.runs.removeAll { $0 == number }
            slot.since = uptime
            slot.lastBeat = uptime
            workers[worker] = slot
            if slot.runs.isEmpty, slot.given >= options.runsPerWorker { orders.append(.retire(worker)) }
            guard let run = runs[number], run.lease == lease else { return }
            try self.end(run, end, transaction, now)
        case .returned(let worker, let numbers):
            workers[worker]?.runs.removeAll { numbers.contains($0) }
            for number in numbers {
                guard let run = runs[number], run.state == .running else { continue }
                try putBack(run, attempt: run.attempt, losses: run.losses, dueAt: run.dueAt, error: nil, transaction)
            }
        case .gone(let worker, let reason):
            guard let slot = workers.removeValue(forKey: worker) else { return }
            try giveUp(slot, slot.killReason ?? reason, transaction, now)
        }
    }

    /// What becomes of the runs of a worker that is gone.
    func giveUp(_ slot: WorkerSlot, _ reason: String, _ transaction: Store.Transaction, _ now: Timestamp) throws {
        for (place, number) in slot.runs.enumerated() {
            guard let run = runs[number], run.state == .running else { continue }
            if place > 0 {
                // It was never begun.
                try putBack(run, attempt: run.attempt, losses: run.losses, dueAt: run.dueAt, error: nil, transaction)
            } else if reason == Self.timeoutReason(timeout(of: run)) {
                let end = RunEnd(
                    result: .failed, summary: "{}", error: "its worker \(reason), and was ended", startedAt: run.startedAt ?? now,
                    finishedAt: now)
                try self.end(run, end, transaction, now)
            } else {
                try putBack(number, reason, transaction, now)
            }
        }
    }

    /// Returns all that workers have and have not done, without an attempt spent: the end of a scheduler.
    public func returnRuns(now: Timestamp) throws {
        try store.transact(epoch: epoch, isDurable: true) { transaction in
            for number in workers.values.flatMap(\.runs) {
                guard let run = runs[number], run.state == .running else { continue }
                try putBack(run, attempt: run.attempt, losses: run.losses, dueAt: run.dueAt, error: nil, transaction)
            }
        }
    }
}
