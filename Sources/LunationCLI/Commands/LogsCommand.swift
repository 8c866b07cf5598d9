import ArgumentParser
import Glibc
import Lunation

struct LogsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "logs", _superCommandName: "lunation", abstract: "Prints what a run of the queue has logged and printed.",
        discussion: """
            With -f it goes on until the run is over. The exit code is 1 where the run failed or was cancelled, and 3 where a guard
            refused it. With --json the lines are those of the file, .lunation/logs/RUN.jsonl.

            EXAMPLES
              lunation logs 17
              lunation logs -f 17
              lunation logs 17 --json
            """)

    @Argument(help: "The run's number; 'lunation runs' lists them.") var number: Int64
    @Flag(name: .shortAndLong, help: "Go on until the run is over.") var follow = false
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let workspace = try options.open()
        let store = workspace.store
        guard var run = try store.queuedRun(number) else {
            throw try store.run(number) == nil ? CommitError.noSuchRun(number) as any Error : QueueError.notOfTheQueue(number)
        }
        let logs = RunLogs(of: workspace)
        let style = Terminal.standardOutput.style
        // The scheduler may have something to say of a run that is over already.
        var wasOver = run.state.isFinal
        try logs.reader(of: number).follow(
            until: {
                guard follow, !wasOver else { return true }
                let found = try store.queuedRun(number)
                run = found ?? run
                wasOver = found?.state.isFinal ?? true
                return false
            },
            { line in Terminal.standardOutput.write((options.json ? line : LogLineText.text(line, style)) + "\n") })
        if access(logs.path(of: number), F_OK) != 0 {
            Terminal.standardError.write("run \(number) has no log\(run.state.isFinal ? "" : " yet")\n")
        }
        switch run.state {
        case .queued, .running, .succeeded: break
        case .failed, .cancelled: throw ExitStatus.script
        case .refused: throw ExitStatus.refused
        }
    }
}
