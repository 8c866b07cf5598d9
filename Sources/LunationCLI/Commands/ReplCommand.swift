import ArgumentParser
import Glibc
import Lunation

struct ReplCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "repl", _superCommandName: "lunation",
        abstract: "Evaluates Lua line by line on a snapshot; commits nothing unless told to.",
        discussion: """
            Expressions print their values, a query its first contacts. Statements stage what they want changed: 'plan' shows
            it, ':commit' commits it under the guards, ':reset' drops it. Lines can come from a pipe, whose first error ends it.

            EXAMPLES
              lunation repl
              lunation repl --workspace crm --now 2026-06-01
              echo 'contact.where(contact.status:eq "subscribed"):count()' | lunation repl
            """)

    @Option(name: [.short, .long], help: ArgumentHelp("The workspace's folder.", valueName: "path"))
    var workspace = "."
    @Option(help: ArgumentHelp("How long a line may compute: 1s, 10m.", valueName: "time")) var timeout: String?
    @OptionGroup var clock: ClockOptions
    @OptionGroup var data: DataOptions

    func validate() throws {
        if let timeout, (Span(timeout)?.exactMilliseconds ?? 0) <= 0 {
            throw ValidationError("--timeout takes seconds, minutes or hours: 1s, 10m, 2h")
        }
    }

    func run() throws {
        let workspace = try Workspace.open(at: workspace)
        var options = RunOptions()
        options.onStall = Stall.end
        options.now = clock.instant
        options.timeout = timeout.flatMap { Span($0) }
        options.log = { LogText.write($0) }
        options.print = { Terminal.standardOutput.write($0 + "\n") }
        let isInteractive = isatty(STDIN_FILENO) == 1 && Terminal.standardOutput.isInteractive
        if isInteractive { Disclosure.ask() }
        options.showsData = Disclosure.isAsked
        let console = try ScriptConsole(workspace: workspace, options: options)
        guard isInteractive else {
            return try Repl(console: console, source: PipedLines()).run()
        }
        InterruptThread.start(for: console)
        let editor = LineEditor(history: HistoryFile(of: workspace)) { [unowned console] in console.completion(of: $0) }
        try Repl(console: console, source: editor).run()
    }
}
