import ContactStore
import Contacts
import Scheduling

/// Counts what becomes of one job.
struct JobTally {
    private(set) var job: SimulatedJob
    private(set) var events: [Int]
    private var lateness: [Int64] = []
    private var durations: [Int64] = []

    /// How many different reasons and errors are kept.
    private static let mostReasons = 3

    init(name: String, script: String, days: Int) {
        job = SimulatedJob(name: name, script: script, outcomes: Array(repeating: .none, count: days))
        events = Array(repeating: 0, count: days)
    }

    mutating func decided(_ occurrence: Occurrence, on day: Int) {
        job.occurrences += 1
        switch occurrence.outcome {
        case .run: break
        case .coalesced: job.coalesced += 1
        case .skipped(let reason):
            job.skipped[SkipReason.kind(of: reason), default: 0] += 1
            note(.skipped, on: day)
        }
    }

    mutating func started(_ run: QueuedRun) {
        guard run.attempt == 1, run.losses == 0, let startedAt = run.startedAt else { return }
        lateness.append(startedAt.milliseconds - run.dueAt.milliseconds)
    }

    mutating func retried() { job.retries += 1 }

    mutating func ended(_ state: RunState, _ end: RunEnd, _ footprint: RunFootprint?, on day: Int) {
        job.runs += 1
        durations.append(end.finishedAt.milliseconds - end.startedAt.milliseconds)
        switch state {
        case .succeeded:
            job.succeeded += 1
            let hasDone = footprint.map { !$0.contacts.isEmpty || $0.events > 0 } ?? false
            note(hasDone ? .done : .idle, on: day)
        case .refused:
            job.refused += 1
            Self.keep(end.error, in: &job.refusals)
            note(.refused, on: day)
        case .failed:
            job.failed += 1
            Self.keep(end.error, in: &job.errors)
            note(.failed, on: day)
        case .cancelled, .queued, .running: job.cancelled += 1
        }
        guard let footprint else { return }
        job.contactsChanged += footprint.contacts.count
        job.events += footprint.events
        events[day] += footprint.events
    }

    mutating func collided() { job.collisions += 1 }

    mutating func overlapped() { job.overlaps += 1 }

    /// What is to be reported.
    func report(_ days: SimulatedDays, _ untaken: [UntakenBranch]?) -> SimulatedJob {
        var job = job
        (job.medianLateness, job.mostLateness) = Self.middleAndMost(lateness)
        (job.medianDuration, job.mostDuration) = Self.middleAndMost(durations)
        if let most = events.max(), most > 0 {
            job.mostEvents = most
            job.worstDay = events.firstIndex(of: most).map(days.date)
        }
        job.untakenBranches = untaken
        return job
    }

    private static func middleAndMost(_ numbers: [Int64]) -> (Int64, Int64) {
        let sorted = numbers.sorted()
        return sorted.isEmpty ? (0, 0) : (sorted[(sorted.count - 1) / 2], sorted[sorted.count - 1])
    }

    private mutating func note(_ outcome: DayOutcome, on day: Int) { job.outcomes[day] = max(job.outcomes[day], outcome) }

    private static func keep(_ reason: String?, in reasons: inout [String]) {
        let reason = reason ?? "no reason given"
        if reasons.count < mostReasons, !reasons.contains(reason) { reasons.append(reason) }
    }
}
