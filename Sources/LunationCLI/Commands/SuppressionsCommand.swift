import ArgumentParser
import Formats
import Lunation

struct SuppressionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "suppressions", _superCommandName: "lunation",
        abstract: "Lists why the sending side blocks addresses, with how many of each; 'import' takes them in.",
        discussion: """
            EXAMPLES
              lunation suppressions
              lunation suppressions import bounces.csv
            """, subcommands: [SuppressionsImportCommand.self])

    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let snapshot = try options.open().store.snapshot(clock: LogicalClock(now: SystemClock.now))
        let reasons = try snapshot.suppressionReasons()
        try options.report.write(
            text: { _ in reasons.map { "\(Numbers.text($0.count))\t\($0.reason)" }.joined(separator: "\n") },
            json: { .array(reasons.map { ["reason": .string($0.reason), "addresses": .integer(Int64($0.count))] }) })
    }
}
