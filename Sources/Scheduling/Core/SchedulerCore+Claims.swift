import Contacts
import HeapModule

extension SchedulerCore {
    /// Runs whose time has come go where they can be given to workers.
    func promote(_ now: Timestamp) {
        while let next = waiting.min, next.at <= now {
            waiting.removeMin()
            // It may have ended, or been put off, since it was put here.
            guard let run = runs[next.run], run.state == .queued, run.dueAt == next.at else { continue }
            makeReady(run.id)
        }
    }

    func makeReady(_ run: Int64) {
        guard let found = runs[run], found.state == .queued else { return }
        ready.insert(ReadyRun(priority: found.priority, at: found.dueAt, run: run))
    }

    /// Gives runs to workers that are free, and some ahead to those whose runs are short.
    func fill(_ transaction: Store.Transaction, _ now: Timestamp, _ uptime: Duration) throws {
        var given: [Int: [RunAssignment]] = [:]
        var depth = 0
        while depth < options.prefetch, !ready.isEmpty {
            let free = workers.filter { _, slot in
                !slot.isKilled && slot.runs.count == depth && slot.given < options.runsPerWorker
            }.keys.sorted()
            for worker in free {
                // Behind another run only what is short, and only behind what is short.
                if depth > 0, workers[worker]?.runs.allSatisfy(isShort) != true { continue }
                guard let run = try claimNext(onlyShort: depth > 0, transaction, now) else { break }
                give(run, to: worker, uptime)
                given[worker, default: []].append(RunAssignment(run: run, timeout: timeout(of: run)))
            }
            depth += 1
        }
        for (worker, runs) in given.sorted(by: { $0.key < $1.key }) { orders.append(.start(worker, runs)) }
    }

    private func isShort(_ run: Int64) -> Bool {
        runs[run].flatMap { durations[$0.hash] }.map { $0 < options.shortRun } ?? false
    }

    /// The first of the runs that may start now, under a new lease.
    private func claimNext(onlyShort: Bool, _ transaction: Store.Transaction, _ now: Timestamp) throws -> QueuedRun? {
        while let next = ready.min {
            if onlyShort, runs[next.run]?.state == .queued, !isShort(next.run) { return nil }
            ready.removeMin()
            guard var run = runs[next.run], run.state == .queued, run.dueAt == next.at, !isHeldBack(run) else { continue }
            guard let lease = try transaction.claim(run.id, at: now) else {
                // Somebody has cancelled it; that is taken in with the next cycle.
                continue
            }
            run.lease = lease
            run.state = .running
            run.startedAt = now
            runs[run.id] = run
            countStart(run)
            orders.append(.tell(.started(run)))
            return run
        }
        return nil
    }

    /// Whether a run has to wait for others; it is then where their ends look for it.
    private func isHeldBack(_ run: QueuedRun) -> Bool {
        guard let job = run.job, let entry = jobs[job] else { return false }
        let isByHand = run.cause == .manual || run.cause == .retry || run.cause == .enqueue
        if entry.isSerial && !entry.running.isEmpty || entry.isPaused && !isByHand {
            jobs[job]?.blocked.append(run.id)
            return true
        }
        for (group, most) in entry.definition?.concurrency ?? [:] where groups[group, default: 0] >= most {
            crowded[group, default: []].append(run.id)
            return true
        }
        return false
    }

    private func give(_ run: QueuedRun, to worker: Int, _ uptime: Duration) {
        guard var slot = workers[worker] else { return }
        if slot.runs.isEmpty {
            slot.since = uptime
            slot.lastBeat = uptime
        }
        slot.runs.append(run.id)
        slot.isRecalled = false
        slot.given += 1
        if slot.given + options.prefetch >= options.runsPerWorker, !slot.isRenewed {
            slot.isRenewed = true
            orders.append(.renew(worker))
        }
        workers[worker] = slot
    }

    /// Milliseconds.
    func timeout(of run: QueuedRun) -> Int64 {
        run.job.flatMap { jobs[$0]?.definition?.timeout } ?? Int64(options.timeout / .milliseconds(1))
    }

    func countStart(_ run: QueuedRun) {
        guard let job = run.job, jobs[job] != nil else { return }
        jobs[job]?.running.insert(run.id)
        let names = Array((jobs[job]?.definition?.concurrency ?? [:]).keys)
        guard !names.isEmpty else { return }
        groupsOfRuns[run.id] = names
        for group in names { groups[group, default: 0] += 1 }
    }

    /// A run is not with a worker any more: those that waited for that may go.
    func countEnd(_ run: QueuedRun) {
        guard let job = run.job, jobs[job]?.running.remove(run.id) != nil else { return }
        let blocked = jobs[job]?.blocked ?? []
        jobs[job]?.blocked = []
        blocked.forEach(makeReady)
        for group in groupsOfRuns.removeValue(forKey: run.id) ?? [] {
            groups[group, default: 0] = max(0, groups[group, default: 0] - 1)
            crowded.removeValue(forKey: group)?.forEach(makeReady)
        }
    }
}
