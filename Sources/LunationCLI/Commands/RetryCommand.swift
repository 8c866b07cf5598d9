import ArgumentParser
import Lunation

struct RetryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry", _superCommandName: "lunation",
        abstract: "Adds a run that does again what an unsuccessful one was to do: the same text and arguments.",
        discussion: """
            It is for the instant that the other was for, unless a later run of the job has succeeded: then it is for now.

            EXAMPLES
              lunation retry 17
            """)

    @Argument(help: "The run's number; 'lunation runs' lists them.") var number: Int64
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let run = try RunQueue(store: try options.open().store, isPatient: true).retry(number, at: SystemClock.now)
        let isForNow = run.logicalNow == run.queuedAt
        try options.report.write(
            text: { style in
                style.green("run \(run.id) queued") + " in the place of run \(number), for "
                    + (isForNow ? "now: a later run has succeeded" : "\(run.logicalNow)")
            },
            json: { QueueText.json(run) })
    }
}
