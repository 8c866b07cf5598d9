import ArgumentParser
import Lunation

struct WhyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "why", _superCommandName: "lunation",
        abstract: "Says what has become of an instant of a job's schedule: which run it is, or why it is none.",
        discussion: """
            The time is by the clock of the job's zone, 2026-06-01 03:00 or 03:00 for today, or in ISO 8601 with its offset. Where the
            schedule has no such instant, the nearest ones are told.

            EXAMPLES
              lunation why sunset "2026-06-01 03:00"
              lunation why sunset 03:00
              lunation why sunset 2026-10-25T02:30:00+01:00 --json
            """)

    @Argument(help: "The job's name; 'lunation jobs' lists them.") var job: String
    @Argument(help: "The time.") var time: String
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let workspace = try options.open()
        let record = try workspace.store.job(named: job)
        let definition = try record.definition(zone: workspace.configuration.zone)
        let now = SystemClock.now
        guard let wanted = WallTime(time, today: definition.zone.date(of: now)) else {
            throw ValidationError("'\(time)' is no time; write 2026-06-01 03:00, 03:00, or 2026-06-01T03:00:00+02:00.")
        }
        let verdict = VerdictText(verdict: try InstantVerdict(of: wanted, for: record, definition, in: workspace.store, now: now))
        try options.report.write(text: { verdict.lines($0).joined(separator: "\n") }, json: { verdict.json() })
    }
}
