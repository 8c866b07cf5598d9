import ArgumentParser
import Formats
import Lunation

struct RunsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "runs", _superCommandName: "lunation",
        abstract: "Lists the runs and imports: those that are running or wait, and then those that are over, newest first.",
        discussion: """
            EXAMPLES
              lunation runs
              lunation runs --limit 5 --json
              lunation runs --job sunset --state failed
              lunation runs --requests
            """)

    @Option(help: ArgumentHelp("Only the runs of a job.", valueName: "name")) var job: String?
    @Option(help: ArgumentHelp("Only queued, running, succeeded, refused, failed or cancelled ones.", valueName: "state"))
    var state: String?
    @Flag(help: "Those too that requests to the served API are recorded as.") var requests = false
    @Option(help: ArgumentHelp("How many are listed.", valueName: "number")) var limit = 20
    @OptionGroup var options: WorkspaceOptions

    func validate() throws {
        guard limit >= 0 else { throw ValidationError("--limit takes a number from 0 on.") }
        if let state, Self.state(state) == nil {
            let known = RunState.allCases.map(\.rawValue)
            throw ValidationError("No state '\(state)'\(Suggestion.phrase(for: state, in: known)); write \(known.joined(separator: ", ")).")
        }
    }

    func run() throws {
        let filter = RunFilter(job: job, state: state.flatMap(Self.state), includesRequests: requests)
        let runs = try options.open().store.listedRuns(filter, limit: limit)
        try options.report.write(
            text: { style in
                runs.map {
                    switch $0 {
                    case .recorded(let run): RunText.line(run, style)
                    case .queued(let run): QueueText.line(run, style)
                    }
                }.joined(separator: "\n")
            },
            json: {
                .array(
                    try runs.map {
                        switch $0 {
                        case .recorded(let run): try RunText.json(run)
                        case .queued(let run): QueueText.json(run)
                        }
                    })
            })
    }

    /// By its name, or by the word that stands in the list for it.
    private static func state(_ word: String) -> RunState? { word == RunStatus.committed.rawValue ? .succeeded : RunState(rawValue: word) }
}
