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
        var loads = workers.filter { !$0.value.isKilled && $0.value.given < options.runsPerWorker }.mapValues(load)
        var given: [Int: [RunAssignment]] = [:]
        // The one that has least to do is first; behind a run that may take long nobody waits.
        while let (worker, load) = loads.min(by: { ($0.value, $0.key) < ($1.value, $1.key) }), load < options.prefetch,
            let run = try claimNext(onlyShort: load > 0, transaction, now)
        {
            give(run, to: worker, uptime)
            given[worker, default: []].append(RunAssignment(run: run, timeout: timeout(of: run)))
            loads[worker] = workers[worker].flatMap { $0.given < options.runsPerWorker ? self.load($0) : nil }
        }
        for (worker, runs) in given.sorted(by: { $0.key < $1.key }) { orders.append(.start(worker, runs)) }
    }

    /// How long a worker's runs will take, in milliseconds; without end where one of them is not known to be short.
    private func load(_ slot: WorkerSlot) -> Double {
        slot.runs.reduce(0) { $0 + (expected($1).map { $0 < options.shortRun ? max($0, 0.1) : .infinity } ?? .infinity) }
    }

    /// How long a run will take, as its script's runs have taken, or else all runs of late.
    private func expected(_ run: Int64) -> Double? {
        runs[run].flatMap { durations[$0.hash] } ?? duration
    }

    private func isShort(_ run: Int64) -> Bool { expected(run).map { $0 < options.shortRun } ?? false }

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
        if slot.given + options.renewalLead >= options.runsPerWorker, !slot.isRenewed {
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
