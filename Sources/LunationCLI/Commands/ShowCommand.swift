import ArgumentParser
import Formats
import Lunation

struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", _superCommandName: "lunation", abstract: "Shows a run: what it changed, from the journal.",
        discussion: """
            EXAMPLES
              lunation show 3
              lunation show 3 --limit 100
            """)

    @Argument(help: "The run's number; 'lunation runs' lists them.") var number: Int64
    @Option(help: ArgumentHelp("How many contacts are shown.", valueName: "number")) var limit = 10
    @OptionGroup var options: WorkspaceOptions

    func validate() throws {
        guard limit >= 0 else { throw ValidationError("--limit takes a number from 0 on.") }
    }

    func run() throws {
        let store = try options.open().store
        guard let run = try store.run(number) else { throw CommitError.noSuchRun(number) }
        let diffs = try store.journal(of: number, limit: limit)
        try options.report.write(
            text: { style in
                ([RunText.line(run, style)] + (run.hash.map { ["script \($0)"] } ?? []) + diffs.flatMap { DiffText.lines($0, style) })
                    .joined(separator: "\n")
            },
            json: {
                guard case .object(var object) = try RunText.json(run) else { return .null }
                object["contacts"] = .array(diffs.map(DiffText.json))
                return .object(object)
            })
    }
}
