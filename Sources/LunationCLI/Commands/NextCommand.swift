import ArgumentParser
import Formats
import Lunation

struct NextCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "next", _superCommandName: "lunation", abstract: "Prints the next instants of a job's schedule.",
        discussion: """
            Instants have the offset of the job's zone; what a change of the clocks moves or doubles is marked, and so is what falls
            into a blackout, where the job does not run.

            EXAMPLES
              lunation next sunset
              lunation next sunset -n 3 --after 2026-03-28
            """)

    @Argument(help: "The job's name; 'lunation jobs' lists them.") var job: String
    @Option(name: [.customShort("n"), .customLong("count")], help: ArgumentHelp("How many instants are printed.", valueName: "number"))
    var count = 10
    @Option(help: ArgumentHelp("The instant after which they are: a day or a time in ISO 8601; now by default.", valueName: "time"))
    var after: String?
    @OptionGroup var options: WorkspaceOptions

    func validate() throws {
        guard (1...1_000_000).contains(count) else { throw ValidationError("\(CronRequestError.noCount)") }
        if let after, Timestamp(after) == nil { throw ValidationError("\(CronRequestError.noInstant(after))") }
    }

    func run() throws {
        let workspace = try options.open()
        let record = try workspace.store.job(named: job)
        let definition = try record.definition(zone: workspace.configuration.zone)
        let start = after.flatMap { Timestamp($0) } ?? SystemClock.now
        let found = definition.occurrences(after: start, count: count)
        if !options.json {
            let style = Terminal.standardError.style
            for note in notes(record, definition, hasInstants: !found.isEmpty) {
                Terminal.standardError.write(style.dim(note) + "\n")
            }
        }
        try options.report.write(
            text: { style in
                found.map { occurrence in
                    let blackout = definition.blackout(at: occurrence.instant)
                    return CronText.line(occurrence, style) + (blackout.map { "  " + style.yellow("skipped: blackout \($0)") } ?? "")
                }.joined(separator: "\n")
            },
            json: {
                [
                    "job": .string(record.name), "schedule": .string(definition.words), "tz": .string(definition.zone.name),
                    "next": .array(found.map { .string($0.localText) }), "clock_changes": .array(found.compactMap(CronText.json)),
                    "skipped": .array(
                        found.compactMap { occurrence in
                            definition.blackout(at: occurrence.instant).map {
                                ["at": .string(occurrence.localText), "blackout": .string($0.description)]
                            }
                        }),
                    "jitter_ms": .integer(definition.jitter), "state": .string(JobText.state(record)),
                ]
            })
    }

    /// What the instants do not say of themselves, on standard error.
    private func notes(_ record: JobRecord, _ definition: JobDefinition, hasInstants: Bool) -> [String] {
        var notes: [String] = []
        if !hasInstants {
            notes.append(
                definition.schedule == nil
                    ? "\(record.name) has no schedule: \(definition.words)" : "no instant is left: \(definition.words)")
        }
        if case .cron(let schedule) = definition.schedule, let note = CronText.note(schedule.expression.dayRule) { notes.append(note) }
        if hasInstants, definition.jitter > 0 { notes.append("each run starts up to \(SpanWords.text(definition.jitter)) later: jitter") }
        if record.isRemoved { notes.append("its script is gone: it does not run") }
        if record.pausedAt != nil { notes.append("it is paused: it does not run until 'lunation resume \(record.name)'") }
        return notes
    }
}
