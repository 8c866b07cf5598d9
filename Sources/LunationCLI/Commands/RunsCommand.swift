import ArgumentParser
import Formats
import Lunation

struct RunsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "runs", _superCommandName: "lunation", abstract: "Lists the runs and imports, newest first.",
        discussion: """
            EXAMPLES
              lunation runs
              lunation runs --limit 5 --json
            """)

    @Option(help: ArgumentHelp("How many are listed.", valueName: "number")) var limit = 20
    @OptionGroup var options: WorkspaceOptions

    func validate() throws {
        guard limit >= 0 else { throw ValidationError("--limit takes a number from 0 on.") }
    }

    func run() throws {
        let runs = try options.open().store.runs(limit: limit)
        try options.report.write(
            text: { style in runs.map { RunText.line($0, style) }.joined(separator: "\n") },
            json: { .array(try runs.map(RunText.json)) })
    }
}
