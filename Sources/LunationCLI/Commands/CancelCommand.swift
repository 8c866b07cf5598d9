import ArgumentParser
import Formats
import Lunation

struct CancelCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel", _superCommandName: "lunation",
        abstract: "Ends a run of the queue: at once where it waits, through its scheduler where it is running.",
        discussion: """
            A run that is ended has changed nothing: it changes all or nothing, at its end.

            EXAMPLES
              lunation cancel 17
            """)

    @Argument(help: "The run's number; 'lunation runs' lists them.") var number: Int64
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let outcome = try RunQueue(store: try options.open().store, isPatient: true).cancel(number, at: SystemClock.now)
        try options.report.write(
            text: { style in
                switch outcome {
                case .cancelled: style.green("run \(number) cancelled") + "; it had not begun"
                case .requested: style.yellow("run \(number) is running") + "; its scheduler has been asked to end it"
                case .requestedBefore: style.yellow("run \(number) is running") + "; its scheduler was asked to end it before"
                }
            },
            json: { ["run": .integer(number), "status": outcome == .cancelled ? "cancelled" : "requested"] })
    }
}
