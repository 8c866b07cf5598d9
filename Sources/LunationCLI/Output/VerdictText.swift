import Formats
import Lunation

/// What has become of a time of a job's schedule, for people and as JSON.
struct VerdictText {
    let verdict: InstantVerdict

    private var zone: Zone { verdict.definition.zone }

    func lines(_ style: Style) -> [String] {
        let lines =
            verdict.decided.map { ($0.occurrence.at, words($0, style)) } + verdict.missing.map { ($0.at, words($0)) }
        guard lines.isEmpty else {
            return lines.sorted { $0.0 < $1.0 }.map { "\(InstantText.local($0.0, in: zone))  \($0.1)" }
        }
        let nearest = verdict.nearest.map { InstantText.local($0, in: zone) }
        guard !nearest.isEmpty else { return ["not an instant of this schedule (\(verdict.definition.words))"] }
        return ["not an instant of this schedule; nearest \(nearest.count == 1 ? "is" : "are") \(nearest.joined(separator: " and "))"]
    }

    func json() -> JSONValue {
        let instants = verdict.decided.map { ($0.occurrence.at, json($0)) } + verdict.missing.map { ($0.at, json($0)) }
        return [
            "job": .string(verdict.job.name), "tz": .string(zone.name),
            "instants": .array(instants.sorted { $0.0 < $1.0 }.map(\.1)),
            "nearest": .array(verdict.nearest.map { .string(InstantText.local($0, in: zone)) }),
        ]
    }

    private func words(_ entry: LedgerEntry, _ style: Style) -> String {
        switch entry.occurrence.outcome {
        case .skipped(let reason): return style.yellow("skipped") + ": \(reason)"
        case .run(let number):
            guard let run = entry.run else { return "run \(number), of which no more is known" }
            return "run \(number), " + words(run, for: entry.occurrence.at, style)
        case .coalesced(let number):
            let into = "coalesced into run \(number)" + (entry.standsAt.map { " (\(clock($0)))" } ?? "")
            return entry.run.map { "\(into), \(QueueText.state($0.state, style))" } ?? into
        }
    }

    /// `succeeded, started 2 s late`.
    private func words(_ run: QueuedRun, for instant: Timestamp, _ style: Style) -> String {
        var text = QueueText.state(run.state, style)
        if run.attempt > 1 { text += ", attempt \(run.attempt)" }
        if let started = run.startedAt {
            text += ", started \(Self.lateness(started.milliseconds - instant.milliseconds, jitter: verdict.definition.jitter))"
        } else if run.state == .queued {
            text += ", due \(InstantText.local(run.dueAt, in: zone))"
        }
        return text + (run.error.map { ": \($0)" } ?? "")
    }

    private static func lateness(_ late: Int64, jitter: Int64) -> String {
        guard late >= 1_000 else { return "on time" }
        let within = late <= jitter ? ", within its jitter of up to \(SpanWords.text(jitter))" : ""
        return "\(SpanWords.text(late)) late\(within)"
    }

    private func words(_ missing: InstantVerdict.Missing) -> String {
        let paused = verdict.job.pausedAt == nil ? "" : "; the job is paused"
        let cursor = InstantText.local(verdict.job.cursor, in: zone)
        return switch missing.reason {
        case .future: "not decided yet: it is in the future\(paused)"
        case .behind: "not decided yet: the scheduler has decided up to \(cursor)\(paused)"
        case .unknown: "not in the ledger, which goes up to \(cursor): the job or its schedule is younger, or its entry was removed"
        }
    }

    /// `03:00 of 2026-03-29`.
    private func clock(_ instant: Timestamp) -> String {
        let text = InstantText.local(instant, in: zone)
        let time = text.dropFirst(11).prefix(8)
        return "\(time.hasSuffix(":00") ? time.dropLast(3) : time) of \(text.prefix(10))"
    }

    private func json(_ entry: LedgerEntry) -> JSONValue {
        var object: JSONObject = ["at": .string(InstantText.local(entry.occurrence.at, in: zone))]
        switch entry.occurrence.outcome {
        case .run(let number):
            object["outcome"] = "run"
            object["run"] = .integer(number)
        case .coalesced(let number):
            object["outcome"] = "coalesced"
            object["run"] = .integer(number)
            object["stands_at"] = entry.standsAt.map { .string(InstantText.local($0, in: zone)) } ?? .null
        case .skipped(let reason):
            object["outcome"] = "skipped"
            object["reason"] = .string(reason)
        }
        object["decided_at"] = .string(entry.occurrence.decidedAt.description)
        guard let run = entry.run else { return .object(object) }
        object["state"] = .string(run.state.rawValue)
        object["started_at"] = QueueText.instant(run.startedAt)
        object["late_ms"] = run.startedAt.map { .integer($0.milliseconds - entry.occurrence.at.milliseconds) } ?? .null
        object["error"] = run.error.map { .string($0) } ?? .null
        return .object(object)
    }

    private func json(_ missing: InstantVerdict.Missing) -> JSONValue {
        [
            "at": .string(InstantText.local(missing.at, in: zone)), "outcome": "undecided", "reason": .string(missing.reason.rawValue),
            "decided_until": .string(verdict.job.cursor.description),
        ]
    }
}
