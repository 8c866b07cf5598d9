import ArgumentParser
import Formats
import Lunation

struct CronCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cron", _superCommandName: "lunation", abstract: "Prints when a cron expression fires next.",
        discussion: """
            Five fields (minute, hour, day of the month, month, day of the week), or six with seconds first, or @daily and its kin.
            Instants have the offset of their zone; what a change of the clocks moves or doubles is marked. With --batch, lines
            {"expr": …, "tz": …, "after": …} on standard input are answered with lines {"next": […]}, or {"error": …}.

            EXAMPLES
              lunation cron '0 3 * * mon-fri' --timezone Europe/Berlin
              lunation cron '30 2 * * *' --timezone Europe/Berlin --after 2026-03-28 -n 3
              lunation cron 'H H * * *' --job sunset --json
              lunation cron --batch < schedules.jsonl
            """)

    @Argument(help: ArgumentHelp("The cron expression, in quotes.", valueName: "expression"))
    var expression: String?
    @Option(help: ArgumentHelp("The IANA time zone of its times; UTC where none is given.", valueName: "zone"))
    var timezone: String?
    @Option(
        help: ArgumentHelp("The instant after which it fires: a day or a time in ISO 8601; now where none is given.", valueName: "time"))
    var after: String?
    @Option(name: [.customShort("n"), .customLong("count")], help: ArgumentHelp("How many instants are printed.", valueName: "number"))
    var count = 5
    @Option(help: ArgumentHelp("The job's name, on which H in the expression hangs.", valueName: "name"))
    var job: String?
    @Option(help: ArgumentHelp("What becomes of times that the clocks skip: shift or skip.", valueName: "rule"))
    var gap = ClockRules.Gap.shift.rawValue
    @Option(help: ArgumentHelp("Which of two times that the clocks show alike: first, last or both.", valueName: "rule"))
    var overlapHour = ClockRules.OverlapHour.first.rawValue
    @Flag(help: "Answer lines of JSON on standard input.") var batch = false
    @Flag(help: "Answer with one JSON document on standard output.") var json = false

    func validate() throws {
        guard (expression != nil) != batch else { throw ValidationError("Give an expression, or --batch and lines on standard input.") }
    }

    func run() throws {
        let request = CronRequest(
            expression: expression, zone: timezone ?? "UTC", after: after, count: count, job: job, gap: gap, overlapHour: overlapHour)
        guard !batch else {
            guard try CronBatch(defaults: request, now: SystemClock.now).run() else { throw ExitStatus.script }
            return
        }
        let (schedule, found) = try request.occurrences(CronZones(), now: SystemClock.now)
        if !json { note(schedule) }
        try Report(isJSON: json).write(
            text: { style in found.map { CronText.line($0, style) }.joined(separator: "\n") },
            json: {
                [
                    "expr": .string(schedule.expression.description), "tz": .string(schedule.zone.name),
                    "next": .array(found.map { .string($0.localText) }), "clock_changes": .array(found.compactMap(CronText.json)),
                ]
            })
    }

    /// What the instants do not say of themselves, on standard error.
    private func note(_ schedule: CronSchedule) {
        let notes = [timezone == nil ? "in UTC; --timezone names another zone" : nil, CronText.note(schedule.expression.dayRule)]
        let style = Terminal.standardError.style
        for note in notes.compactMap(\.self) { Terminal.standardError.write(style.dim(note) + "\n") }
    }
}
