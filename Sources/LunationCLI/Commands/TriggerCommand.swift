import ArgumentParser
import Lunation

struct TriggerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trigger", _superCommandName: "lunation", abstract: "Adds a run of a job to the queue, for now.",
        discussion: """
            EXAMPLES
              lunation trigger sunset
              lunation trigger sunset --set days=180
            """)

    @Argument(help: "The job's name; 'lunation jobs' lists them.") var job: String
    @Option(name: .customLong("set"), help: ArgumentHelp("A value that the script reads as args.NAME.", valueName: "name=value"))
    var arguments: [String] = []
    @OptionGroup var options: WorkspaceOptions

    func validate() throws {
        _ = try Assignment.arguments(arguments)
    }

    func run() throws {
        let values = try Assignment.arguments(arguments)
        let (run, record) = try RunQueue(store: try options.open().store, isPatient: true)
            .trigger(job, arguments: values.isEmpty ? nil : ArgumentCoding.text(values), at: SystemClock.now)
        try options.report.write(
            text: { style in
                style.green("run \(run.id) of \(record.name) queued") + (record.pausedAt == nil ? "" : "; the job stays paused otherwise")
            },
            json: { QueueText.json(run) })
    }
}
