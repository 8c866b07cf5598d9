import Contacts

/// What is to become of the instants of a job's schedule that have come since the last time.
struct OccurrencePlan {
    /// What becomes of one instant; `run` counts the runs of this plan from 0.
    enum Decision: Hashable {
        case run(dueAt: Timestamp)
        case coalesced(intoRun: Int)
        case skipped(reason: String)
    }

    private(set) var decisions: [(at: Timestamp, decision: Decision)] = []
    /// Up to where the instants are decided.
    private(set) var cursor: Timestamp
    /// Whether there are more, for another plan.
    private(set) var isPartial = false

    /// - Parameters:
    ///   - cursor: the instant up to which all are decided.
    ///   - openRun: a run of the job that is not done; nil where there is none.
    ///   - isPaused: whether somebody has paused the job.
    init(
        _ job: JobDefinition, after cursor: Timestamp, through now: Timestamp, openRun: Int64?, isPaused: Bool,
        options: SchedulerOptions
    ) {
        self.cursor = cursor
        guard let schedule = job.schedule else { return }
        var candidates: [Timestamp] = []
        // One run stands for many instants, so there may be many of them in a plan; runs are as many as they are.
        let most = job.catchUp == .all ? options.batch : options.batch * 100
        while let at = schedule.next(after: self.cursor), at <= now {
            guard decisions.count + candidates.count < most else {
                isPartial = true
                break
            }
            self.cursor = at
            if let reason = Self.refusal(job, at, now, openRun: openRun, isPaused: isPaused, options) {
                decisions.append((at, .skipped(reason: reason)))
            } else {
                candidates.append(at)
            }
        }
        take(candidates, job, schedule)
        decisions.sort { $0.at < $1.at }
    }

    /// Why an instant is not run, whatever the others are.
    private static func refusal(
        _ job: JobDefinition, _ at: Timestamp, _ now: Timestamp, openRun: Int64?, isPaused: Bool, _ options: SchedulerOptions
    ) -> String? {
        if isPaused { return "the job was paused" }
        if let blackout = job.blackouts.first(where: { $0.contains(at, in: job.zone) }) { return "blackout \(blackout)" }
        let late = now.milliseconds - at.milliseconds
        if let most = job.maxLate, late > most {
            return "\(SpanWords.text(late)) late; max_late is \(SpanWords.text(most))"
        }
        if job.catchUp == .none, late > options.missedAfter {
            return "missed: nothing ran the job until \(SpanWords.text(late)) later (catch_up = none)"
        }
        if job.overlap == .skip, let openRun { return "run \(openRun) was not done (overlap = skip)" }
        return nil
    }

    private mutating func take(_ candidates: [Timestamp], _ job: JobDefinition, _ schedule: JobSchedule) {
        guard let last = candidates.last else { return }
        func run(_ at: Timestamp) -> (at: Timestamp, decision: Decision) {
            (at, .run(dueAt: at.adding(milliseconds: JobJitter.delay(job, at: at, next: schedule.next(after: at)))))
        }
        if job.catchUp != .all, candidates.count > 1 {
            decisions += candidates.dropLast().map { ($0, .coalesced(intoRun: 0)) }
            decisions.append(run(last))
        } else {
            decisions += candidates.map(run)
        }
    }
}
