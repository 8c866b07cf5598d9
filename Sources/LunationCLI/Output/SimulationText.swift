import Lunation

/// A simulation's report for people: a line a job, and below it what there is to look into.
struct SimulationText {
    private struct Column {
        let title: String
        let text: (SimulatedJob) -> String

        init(_ title: String, _ text: @escaping (SimulatedJob) -> String) {
            self.title = title
            self.text = text
        }
    }

    private let report: SimulationReport

    /// How many lines each part below the table has.
    private static let most = 8

    init(_ report: SimulationReport) {
        self.report = report
    }

    func lines(_ style: Style) -> [String] {
        var lines = [style.bold(title)] + base + [""] + table(style)
        func add(_ title: String, _ part: [String]) {
            guard !part.isEmpty else { return }
            lines += ["", style.bold(title)] + part.prefix(Self.most).map { "  " + $0 }
            if part.count > Self.most { lines.append(style.dim("  and \(part.count - Self.most) more; --json has all of them")) }
        }
        add("Why not", reasons)
        add("Storms", report.storms.map(storm))
        add("Changed by two jobs on one day", report.collisions.map(collision))
        add("Clocks", report.clockChanges.map(clockChange))
        add("Never taken", branches)
        add("Not played", report.brokenScripts.map { "\($0.path): \($0.error)" })
        return lines
    }

    private var title: String {
        let days = "\(Numbers.count(report.days, "day")), \(report.firstDay) to \(report.date(report.days - 1)) (\(report.zone))"
        return "\(days), \(Numbers.count(report.jobs.count, "job")), \(Numbers.count(report.workers, "worker")), seed \(report.seed)"
    }

    /// What the contacts were.
    private var base: [String] {
        let now = Numbers.count(report.contacts, "contact")
        guard let replay = report.replay else { return ["\(now), whom nothing changes but the jobs"] }
        guard let period = report.replayPeriod else { return ["\(now); there is less than a week of history to play again"] }
        let unit = period.unit == .years ? "year" : "week"
        let what = [
            Numbers.count(replay.contacts, "newcomer"), Numbers.count(replay.events, "event"), Numbers.count(replay.changes, "change"),
        ]
        var lines = [
            "\(now), \(Numbers.text(report.contactsAtEnd)) at the end; the last \(Numbers.count(period.length, unit)) again: "
                + what.joined(separator: ", ")
        ]
        for (day, count) in replay.leftOut.sorted(by: { $0.key < $1.key }) {
            lines.append("not again: \(Numbers.count(count, "contact")) who came on \(day), as a first import")
        }
        return lines
    }

    private func table(_ style: Style) -> [String] {
        let columns = [
            Column("job", \.name),
            Column("due") { Self.number($0.occurrences) },
            Column("runs") { Self.number($0.runs) },
            Column("joined") { Self.number($0.coalesced) },
            Column("skipped") { Self.number($0.skipped.values.reduce(0, +)) },
            Column("refused") { Self.number($0.refused) },
            Column("failed") { Self.number($0.failed) },
            Column("retries") { Self.number($0.retries) },
            Column("takes") { Self.span($0.medianDuration) },
            Column("late") { Self.span($0.medianLateness) },
            Column("latest") { Self.span($0.mostLateness) },
            Column("overlaps") { Self.number($0.overlaps) },
            Column("collisions") { Self.number($0.collisions) },
            Column("changed") { Self.number($0.contactsChanged) },
            Column("events") { Self.number($0.events) },
            Column("a day") { [days = report.days] in Self.mean(Double($0.events) / Double(days)) },
            Column("most") { Self.number($0.mostEvents) },
            Column("on") { $0.worstDay?.description ?? Self.nothing },
        ]
        // A column in which nothing is would only make the lines longer.
        let shown = columns.filter { column in report.jobs.contains { column.text($0) != Self.nothing } }
        let rows = report.jobs.map { job in shown.map { $0.text(job) } }
        return NumberTable(header: shown.map(\.title), rows: rows).lines(style)
    }

    /// The first of each kind.
    private var reasons: [String] {
        report.jobs.flatMap { job -> [String] in
            let failed = job.errors.first.map { "\(job.name), \(Numbers.text(job.failed)) failed: \($0)" }
            let refused = job.refusals.first.map { reason in
                "\(job.name), \(Numbers.text(job.refused)) refused: \(reason.replacing("refused by the guard: ", with: ""))"
            }
            return [failed, refused].compactMap(\.self)
                + job.skipped.sorted { $0.key < $1.key }.map { "\(job.name), \(Numbers.text($0.value)) skipped: \($0.key)" }
        }
    }

    private func storm(_ storm: Storm) -> String {
        let why = [
            storm.isUnusual ? "more than 10 times the median" : nil,
            storm.isLarge ? "more than \(report.stormShare) % of the contacts" : nil,
        ]
        return
            "\(storm.day): \(Numbers.count(storm.events, "event")), \(why.compactMap(\.self).joined(separator: " and ")); mostly \(storm.job)"
    }

    private func collision(_ collision: JobCollision) -> String {
        let contacts = Numbers.count(collision.contacts, "contact")
        return "\(collision.first) and \(collision.second): \(contacts) on \(Numbers.count(collision.days, "day"))"
    }

    private func clockChange(_ change: ClockChange) -> String {
        let way = "\(SpanWords.text(abs(change.shift))) \(change.shift > 0 ? "forward" : "back")"
        let effects = change.effects.map { "\($0.job) \($0.words)" }
        return "\(change.day): \(way) in \(change.zone); " + (effects.isEmpty ? "no job notices" : effects.joined(separator: ", "))
    }

    private var branches: [String] {
        report.jobs.flatMap { job in
            job.untakenBranches?.map { "\(job.script):\($0.line)  \($0.text)" } ?? ["\(job.script): it never ran"]
        }
    }

    private static let nothing = "·"

    private static func number(_ number: Int) -> String { number == 0 ? nothing : Numbers.text(number) }
    private static func span(_ milliseconds: Int64) -> String { milliseconds == 0 ? nothing : SpanWords.text(milliseconds) }

    private static func mean(_ number: Double) -> String {
        let tenths = Int((number * 10).rounded())
        return tenths == 0 ? nothing : tenths >= 1_000 ? Numbers.text(Int(number.rounded())) : "\(tenths / 10).\(tenths % 10)"
    }
}
