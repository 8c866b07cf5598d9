import ArgumentParser
import Formats
import Lunation

struct SyncPullCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pull", _superCommandName: "lunation sync",
        abstract: "Fetches the account's lists, fields, contacts and suppressions, as one run.",
        discussion: """
            The account's exports are asked for one after the other: all contacts, and who is on each list and who is unsubscribed where
            that does not stand in the first. What is queued for the account stays as it is here, consent is never raised, and contacts
            that are here alone stay. Contacts that were mirrored and are gone from the account go here too, up to a limit.

            A pull that is cut short goes on where it was, for six hours. 'lunation undo' takes a pull back, as any run.

            EXAMPLES
              lunation sync pull
              lunation sync pull --max-deletes 1000
              lunation sync pull --no-suppressions --json
            """)

    @Option(
        name: .customLong("max-deletes"),
        help: ArgumentHelp("How many mirrored contacts may be gone from the account: a number or a share.", valueName: "limit"))
    var mostDeletions = "10%"
    @Flag(help: "Raise the consent of contacts that are unsubscribed here and subscribed in the account.") var resubscribe = false
    @Flag(inversion: .prefixedNo, help: "Fetch the sending side's suppressions.") var suppressions = true
    @Flag(help: "Forget a pull that was cut short.") var restart = false
    @Option(
        name: .customLong("export-timeout"), help: ArgumentHelp("How long the account may take for one export: 30m, 2h.", valueName: "time")
    )
    var exportTimeout = "30m"
    @OptionGroup var data: DataOptions
    @OptionGroup var options: WorkspaceOptions

    func validate() throws {
        guard ChangeGuard.Limit(mostDeletions) != nil else {
            throw ValidationError("--max-deletes takes a number or a share such as 10%, not '\(mostDeletions)'.")
        }
        guard (Span(exportTimeout)?.exactMilliseconds ?? 0) > 0 else {
            throw ValidationError("--export-timeout takes seconds, minutes or hours: 90s, 30m, 2h")
        }
    }

    func run() throws {
        let workspace = try options.open()
        guard let remote = try workspace.store.remote() else { throw RemoteError.none }
        var pulling = PullOptions()
        pulling.mostDeletions = ChangeGuard.Limit(mostDeletions) ?? .percent(10)
        (pulling.resubscribes, pulling.pullsSuppressions, pulling.restarts) = (resubscribe, suppressions, restart)
        pulling.exportPatience = .milliseconds(Span(exportTimeout)?.exactMilliseconds ?? 1_800_000)
        let line = StepLine(isShown: !options.json)
        let watch = Stopwatch()
        let puller = MirrorPuller(
            store: workspace.store, remote: remote, api: try remote.api(folder: workspace.path), folder: workspace.path, options: pulling,
            now: { SystemClock.now }, progress: { line.show($0) })
        let report: PullReport
        do {
            defer { line.end() }
            report = try Waiting.run { try await puller.pull() }
        }
        try PullText(report: report, seconds: watch.seconds).write(to: options.report)
    }
}
