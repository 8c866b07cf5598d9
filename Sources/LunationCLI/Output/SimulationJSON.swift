import Formats
import Lunation

/// A simulation's report for programs.
struct SimulationJSON {
    private let report: SimulationReport

    init(_ report: SimulationReport) {
        self.report = report
    }

    var object: JSONObject {
        [
            "from": .string(report.start.description), "to": .string(report.end.description),
            "first_day": .string(report.firstDay.description), "days": Self.number(report.days), "timezone": .string(report.zone.name),
            "seed": .string(String(report.seed)), "workers": Self.number(report.workers), "contacts": Self.number(report.contacts),
            "contacts_at_end": Self.number(report.contactsAtEnd), "replay": replay, "jobs": .array(report.jobs.map(job)),
            "events_by_day": .array(report.events.map(Self.number)), "storm_share": Self.number(report.stormShare),
            "storms": .array(report.storms.map(Self.storm)), "collisions": .array(report.collisions.map(Self.collision)),
            "clock_changes": .array(report.clockChanges.map(Self.clockChange)),
            "broken_scripts": .array(report.brokenScripts.map { ["script": .string($0.path), "error": .string($0.error)] }),
            "waiting_runs": Self.number(report.waitingRuns),
        ]
    }

    private var replay: JSONValue {
        guard let counts = report.replay else { return .null }
        let leftOut = counts.leftOut.sorted { $0.key < $1.key }.map { day, contacts -> JSONValue in
            ["day": .string(day.description), "contacts": Self.number(contacts)]
        }
        return [
            "period": report.replayPeriod.map { .string("\($0.length)\($0.unit == .years ? "y" : "w")") } ?? .null,
            "contacts": Self.number(counts.contacts), "events": Self.number(counts.events), "changes": Self.number(counts.changes),
            "left_out": .array(leftOut),
        ]
    }

    private func job(_ job: SimulatedJob) -> JSONValue {
        var skipped = JSONObject()
        for (reason, count) in job.skipped.sorted(by: { $0.key < $1.key }) { skipped[reason] = Self.number(count) }
        let branches = job.untakenBranches.map { branches -> JSONValue in
            .array(branches.map { ["line": Self.number($0.line), "text": .string($0.text)] })
        }
        return [
            "job": .string(job.name), "script": .string(job.script), "occurrences": Self.number(job.occurrences),
            "runs": Self.number(job.runs), "succeeded": Self.number(job.succeeded), "coalesced": Self.number(job.coalesced),
            "skipped": .object(skipped), "refused": Self.number(job.refused), "refusals": .array(job.refusals.map { .string($0) }),
            "failed": Self.number(job.failed), "errors": .array(job.errors.map { .string($0) }), "cancelled": Self.number(job.cancelled),
            "retries": Self.number(job.retries), "collisions": Self.number(job.collisions), "overlaps": Self.number(job.overlaps),
            "lateness_ms": ["p50": .integer(job.medianLateness), "max": .integer(job.mostLateness)],
            "duration_ms": ["p50": .integer(job.medianDuration), "max": .integer(job.mostDuration)],
            "contacts_changed": Self.number(job.contactsChanged),
            "events": [
                "total": Self.number(job.events), "mean": .number(Double(job.events) / Double(report.days)),
                "max": Self.number(job.mostEvents), "worst_day": job.worstDay.map { .string($0.description) } ?? .null,
            ],
            "untaken_branches": branches ?? .null, "outcomes": .array(job.outcomes.map { .string(Self.word($0)) }),
        ]
    }

    static func word(_ outcome: DayOutcome) -> String {
        switch outcome {
        case .none: "none"
        case .idle: "idle"
        case .done: "done"
        case .skipped: "skipped"
        case .refused: "refused"
        case .failed: "failed"
        }
    }

    private static func storm(_ storm: Storm) -> JSONValue {
        [
            "day": .string(storm.day.description), "events": number(storm.events), "unusual": .bool(storm.isUnusual),
            "large": .bool(storm.isLarge), "job": .string(storm.job),
        ]
    }

    private static func collision(_ collision: JobCollision) -> JSONValue {
        [
            "jobs": .array([.string(collision.first), .string(collision.second)]), "contacts": number(collision.contacts),
            "days": number(collision.days),
        ]
    }

    private static func clockChange(_ change: ClockChange) -> JSONValue {
        [
            "day": .string(change.day.description), "timezone": .string(change.zone.name), "shift_ms": .integer(change.shift),
            "effects": .array(change.effects.map { ["job": .string($0.job), "effect": .string($0.words)] }),
        ]
    }

    private static func number(_ number: Int) -> JSONValue { .integer(Int64(number)) }
}
