import ArgumentParser
import Formats
import Lunation

struct SyncVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", _superCommandName: "lunation sync",
        abstract: "Compares the workspace with fresh exports of the account, and changes nothing.",
        discussion: """
            What is queued for the account, or was refused there, is no difference. It ends with 1 where there are differences. Addresses
            and values are hidden unless --show-data asks for them.

            EXAMPLES
              lunation sync verify
              lunation sync verify --limit 100 --show-data
            """)

    @Option(help: ArgumentHelp("How many of the contacts that differ are shown.", valueName: "number")) var limit = 10
    @OptionGroup var data: DataOptions
    @OptionGroup var options: WorkspaceOptions

    func validate() throws {
        guard limit >= 0 else { throw ValidationError("--limit takes a number from 0 on.") }
    }

    func run() throws {
        let workspace = try options.open()
        guard let remote = try workspace.store.remote() else { throw RemoteError.none }
        let line = StepLine(isShown: !options.json)
        let verifier = MirrorVerifier(
            store: workspace.store, remote: remote, api: try remote.api(folder: workspace.path), folder: workspace.path,
            now: { SystemClock.now }, progress: { line.show($0) })
        let report: VerifyReport
        do {
            defer { line.end() }
            let limit = limit
            report = try Waiting.run { try await verifier.verify(limit: limit) }
        }
        try VerifyText(report: report).write(to: options.report)
        if !report.isSame { throw ExitStatus.script }
    }
}
