import ArgumentParser
import Formats
import Lunation

struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", _superCommandName: "lunation",
        abstract: "Shows a run: what it changed, from the journal; of a run of the queue also its job, its times and its log.",
        discussion: """
            EXAMPLES
              lunation show 3
              lunation show 3 --limit 100
            """)

    @Argument(help: "The run's number; 'lunation runs' lists them.") var number: Int64
    @Option(help: ArgumentHelp("How many contacts are shown.", valueName: "number")) var limit = 10
    @OptionGroup var options: WorkspaceOptions

    /// How many of the log's last lines are shown.
    private static let logLines = 10

    func validate() throws {
        guard limit >= 0 else { throw ValidationError("--limit takes a number from 0 on.") }
    }

    func run() throws {
        let workspace = try options.open()
        let store = workspace.store
        let queued = try QueueDetails(of: number, in: workspace, logLines: Self.logLines)
        guard let run = try store.run(number) else {
            guard let queued else { throw CommitError.noSuchRun(number) }
            try options.report.write(
                text: { style in
                    ([QueueText.line(queued.run, style), "script \(queued.run.hash)"] + queued.lines(style)).joined(separator: "\n")
                },
                json: {
                    guard case .object(var object) = QueueText.json(queued.run) else { return .null }
                    for (key, value) in queued.json() { object[key] = value }
                    object["contacts"] = []
                    return .object(object)
                })
            return
        }
        let diffs = try store.journal(of: number, limit: limit)
        try options.report.write(
            text: { style in
                let head = [RunText.line(run, style)] + (run.hash.map { ["script \($0)"] } ?? [])
                return (head + (queued?.lines(style) ?? []) + diffs.flatMap { DiffText.lines($0, style) }).joined(separator: "\n")
            },
            json: {
                guard case .object(var object) = try RunText.json(run) else { return .null }
                for (key, value) in queued?.json() ?? JSONObject() { object[key] = value }
                object["contacts"] = .array(diffs.map(DiffText.json))
                return .object(object)
            })
    }
}
