import Contacts
import Scheduling

/// The same rules as the store's, on a value.
final class ModelTransaction: SchedulerTransaction {
    var state: ModelState
    /// What must never happen and has.
    var violations: [String] = []

    init(_ state: ModelState) {
        self.state = state
    }

    func jobs() throws -> [JobRecord] { state.jobs.values.sorted { $0.id < $1.id } }
    var jobsVersion: Int64 { state.version }
    var logEnds: [Int64] { [Int64(state.events.count)] }

    func save(_ job: JobRecord) throws -> JobRecord {
        var job = job
        if job.id == 0 { job.id = Int64(state.jobs.count + 1) }
        job.streak = state.jobs[job.id]?.streak ?? 0
        state.jobs[job.id] = job
        state.version += 1
        return job
    }

    func link(_ job: Int64, triggers: [JobTrigger], after: [String]) throws {
        var positions: [JobTrigger: Int64] = [:]
        for trigger in triggers { positions[trigger] = state.positions[job]?[trigger] ?? Int64(state.events.count) }
        state.positions[job] = positions
        for name in state.followers.keys { state.followers[name]?.remove(job) }
        for name in after { state.followers[name, default: []].insert(job) }
    }

    func keep(source: [UInt8], hash: String) throws {}

    func openRuns(after number: Int64) throws -> [QueuedRun] {
        state.open.filter { $0 > number }.sorted().compactMap { state.runs[$0] }
    }

    func run(_ number: Int64) throws -> QueuedRun? { state.runs[number] }
    func cancellations() throws -> [Int64] { state.cancellations.filter(state.open.contains).sorted() }

    func record(_ occurrences: [Occurrence], of job: Int64, cursor: Timestamp) throws {
        for occurrence in occurrences {
            if state.occurrences[job]?[occurrence.at] != nil { violations.append("an instant was decided twice") }
            state.occurrences[job, default: [:]][occurrence.at] = occurrence
        }
        state.jobs[job]?.cursor = cursor
    }

    func enqueue(_ run: QueuedRun) throws -> Int64 {
        var run = run
        run.id = Int64(state.runs.count + 1)
        state.runs[run.id] = run
        state.open.insert(run.id)
        return run.id
    }

    func claim(_ number: Int64, at now: Timestamp) throws -> Int64? {
        guard var run = state.runs[number], run.state == .queued, !state.cancellations.contains(number) else { return nil }
        let lease = state.nextLease
        if lease <= run.lease { violations.append("a lease did not grow") }
        state.nextLease += 1
        run.lease = lease
        run.state = .running
        run.startedAt = now
        state.runs[number] = run
        return lease
    }

    func finish(_ run: QueuedRun, as final: RunState, _ end: RunEnd) throws -> Bool {
        guard var stored = held(run.id, run.lease) else { return false }
        stored.state = final
        stored.finishedAt = end.finishedAt
        stored.error = end.error
        state.runs[run.id] = stored
        state.open.remove(run.id)
        guard final == .succeeded else {
            if final != .cancelled { count(stored, isGood: false) }
            return true
        }
        state.effects[run.id, default: 0] += 1
        count(stored, isGood: true)
        if let job = stored.job, let batch = stored.batch {
            if state.positions[job]?[batch.trigger] != batch.from { violations.append("a batch was not the next one") }
            state.positions[job]?[batch.trigger] = batch.through
            guard case .event(let name) = batch.trigger else { return true }
            for place in (batch.from + 1)...batch.through where state.events[Int(place) - 1] == name {
                state.handled[job, default: [:]][place, default: 0] += 1
            }
        }
        for follower in state.followers[stored.name] ?? [] {
            guard let job = state.jobs[follower], !job.isRemoved,
                !state.open.contains(where: { state.runs[$0]?.job == follower && state.runs[$0]?.state == .queued })
            else { continue }
            _ = try enqueue(
                QueuedRun(
                    job: follower, name: job.name, script: job.script, hash: job.hash, cause: .after, logicalNow: end.finishedAt,
                    queuedAt: end.finishedAt, dueAt: end.finishedAt))
        }
        return true
    }

    private func count(_ run: QueuedRun, isGood: Bool) {
        guard let job = run.job, let streak = state.jobs[job]?.streak else { return }
        state.jobs[job]?.streak = isGood ? max(streak, 0) + 1 : min(streak, 0) - 1
    }

    private func held(_ number: Int64, _ lease: Int64) -> QueuedRun? {
        guard let run = state.runs[number], run.lease == lease, run.state == .running else { return nil }
        return run
    }

    func requeue(_ run: QueuedRun, attempt: Int, losses: Int, dueAt: Timestamp, error: String?) throws -> Bool {
        guard var stored = held(run.id, run.lease) else { return false }
        stored.state = .queued
        stored.attempt = attempt
        stored.losses = losses
        stored.dueAt = dueAt
        stored.startedAt = nil
        state.runs[run.id] = stored
        return true
    }

    func cancel(_ number: Int64, reason: String, at now: Timestamp) throws -> Bool {
        guard var run = state.runs[number], run.state == .queued else { return false }
        run.state = .cancelled
        run.error = reason
        run.finishedAt = now
        state.runs[number] = run
        state.open.remove(number)
        return true
    }

    func nextBatch(of trigger: JobTrigger, for job: Int64, limit: Int) throws -> TriggerBatch? {
        guard case .event(let name) = trigger, let from = state.positions[job]?[trigger] else { return nil }
        let places = state.events.indices[Int(from)...].filter { state.events[$0] == name }.prefix(limit)
        return places.last.map { TriggerBatch(trigger: trigger, from: from, through: Int64($0 + 1), generation: 1) }
    }
}
