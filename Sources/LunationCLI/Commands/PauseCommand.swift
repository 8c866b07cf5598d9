import ArgumentParser
import Formats
import Lunation

struct PauseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause", _superCommandName: "lunation",
        abstract: "Keeps a job from being run by its schedule, its triggers and the jobs before it.",
        discussion: """
            Runs that are queued or running stay as they are; 'lunation cancel' ends them.

            EXAMPLES
              lunation pause sunset
              lunation pause sunset --reason "the list is being cleaned"
            """)

    @Argument(help: "The job's name; 'lunation jobs' lists them.") var job: String
    @Option(help: ArgumentHelp("Why, for those who ask 'lunation jobs'.", valueName: "text")) var reason: String?
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let (record, isChanged) = try RunQueue(store: try options.open().store, isPatient: true)
            .pause(job, reason: reason, at: SystemClock.now)
        let since = record.pausedAt.map { " since \($0)" } ?? ""
        let because = record.pauseReason.map { " (\($0))" } ?? ""
        try options.report.write(
            text: { style in
                isChanged
                    ? style.yellow("\(record.name) is paused") + "; 'lunation resume \(record.name)' lets it go on"
                    : "\(record.name) was paused before,\(since)\(because)"
            },
            json: { PauseText.json(record, isChanged: isChanged) })
    }
}
