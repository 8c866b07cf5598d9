import Formats
import Lunation

/// A job, for people and as JSON.
struct JobText {
    let overview: JobOverview
    /// Nil where its settings cannot be read.
    private let definition: JobDefinition?
    private let next: CronOccurrence?
    private let zone: Zone

    private var job: JobRecord { overview.job }

    init(_ overview: JobOverview, zone: Zone, now: Timestamp) {
        self.overview = overview
        definition = try? overview.job.definition(zone: zone)
        self.zone = definition?.zone ?? zone
        let isOff = overview.job.isRemoved || overview.job.pausedAt != nil
        next = isOff ? nil : definition?.occurrence(after: now)
    }

    /// Name, state, schedule, newest run, next instant, streak, and what waits, with tabs between them.
    func line(_ style: Style) -> String {
        var cells = [style.bold(job.name), state(style), words, last(style), next.map { "next \($0.localText)" } ?? "-", streak(style)]
        if !overview.waiting.isEmpty {
            cells.append(overview.waiting.map { "\($0.trigger): \(Numbers.text($0.count)) waiting" }.joined(separator: ", "))
        }
        return cells.joined(separator: "\t")
    }

    func json() -> JSONValue {
        [
            "job": .string(job.name), "script": .string(job.script), "state": .string(Self.state(job)),
            "error": job.error.map { .string($0) } ?? .null, "paused_at": QueueText.instant(job.pausedAt),
            "pause_reason": job.pauseReason.map { .string($0) } ?? .null, "schedule": .string(words), "timezone": .string(zone.name),
            "last_run": overview.lastRun.map(Self.json) ?? .null, "queued": .integer(Int64(overview.queued)),
            "next": next.map { .string($0.localText) } ?? .null, "streak": .integer(Int64(job.streak)),
            "decided_until": .string(job.cursor.description),
            "waiting": .array(
                overview.waiting.map { ["trigger": .string($0.trigger.description), "count": .integer(Int64($0.count))] }),
        ]
    }

    private var words: String { definition?.words ?? "cannot be read" }

    /// In one word; a job that is paused may be broken, too.
    static func state(_ job: JobRecord) -> String {
        job.isRemoved ? "removed" : job.pausedAt != nil ? "paused" : job.error != nil ? "broken" : "active"
    }

    private func state(_ style: Style) -> String {
        guard !job.isRemoved else { return style.dim("removed") }
        var parts: [String] = []
        if let paused = job.pausedAt {
            parts.append(style.yellow("paused since \(InstantText.local(paused, in: zone))") + (job.pauseReason.map { " (\($0))" } ?? ""))
        }
        if let error = job.error { parts.append(style.red("broken: \(error)")) }
        return parts.isEmpty ? style.green("active") : parts.joined(separator: ", ")
    }

    /// `run 17 succeeded 2026-06-01T03:00:02+02:00 in 1.2 s, 2 queued`.
    private func last(_ style: Style) -> String {
        let queued = overview.queued == 0 ? [] : ["\(Numbers.text(overview.queued)) queued"]
        guard let run = overview.lastRun else { return (["no run yet"] + queued).joined(separator: ", ") }
        var text = "run \(run.id) \(QueueText.state(run.state, style))"
        if let started = run.startedAt {
            text += " \(InstantText.local(started, in: zone))"
            if let end = run.finishedAt { text += " in \(Numbers.duration(end.milliseconds - started.milliseconds))" }
        }
        return ([text] + queued).joined(separator: ", ")
    }

    private func streak(_ style: Style) -> String {
        switch job.streak {
        case 0: "-"
        case 1...: style.green("\(Numbers.text(job.streak)) good")
        default: style.red("\(Numbers.text(-job.streak)) failed")
        }
    }

    private static func json(_ run: QueuedRun) -> JSONValue {
        [
            "run": .integer(run.id), "state": .string(run.state.rawValue), "started_at": QueueText.instant(run.startedAt),
            "finished_at": QueueText.instant(run.finishedAt),
        ]
    }
}
