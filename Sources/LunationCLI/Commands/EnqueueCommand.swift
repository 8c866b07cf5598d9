import ArgumentParser
import Formats
import Lunation

struct EnqueueCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enqueue", _superCommandName: "lunation", abstract: "Adds a run of a script to the queue, now or for later.",
        discussion: """
            The script's text is kept as it is now, and its clock will stand at the time that it is for. With --batch, lines
            {"script": …, "at": …, "in": …, "set": {…}, "priority": …} on standard input are answered with lines
            {"run": …, "queued_at": …}, or {"error": …}; lines that come together are one transaction.

            EXAMPLES
              lunation enqueue scripts/sunset.lua
              lunation enqueue scripts/sunset.lua --in 2h --set days=180
              lunation enqueue scripts/launch.lua --at 2026-12-01T09:00:00+01:00 --priority 10
              lunation enqueue --batch < runs.jsonl
            """)

    @Argument(help: ArgumentHelp("The script's file, in the workspace.", valueName: "script"))
    var path: String?
    @Option(help: ArgumentHelp("When it is due: a day or a time in ISO 8601.", valueName: "time")) var at: String?
    @Option(name: .customLong("in"), help: ArgumentHelp("How long from now it is due: 30s, 15m, 2h, 1d.", valueName: "span"))
    var delay: String?
    @Option(name: .customLong("set"), help: ArgumentHelp("A value that the script reads as args.NAME.", valueName: "name=value"))
    var arguments: [String] = []
    @Option(help: ArgumentHelp("Which of the runs that are due goes first: the higher. The job's, or 0.", valueName: "number"))
    var priority: Int?
    @Flag(help: "Take lines of JSON on standard input.") var batch = false
    @OptionGroup var options: WorkspaceOptions

    func validate() throws {
        guard (path != nil) != batch else { throw ValidationError("Name a script, or give --batch and lines on standard input.") }
        _ = try Assignment.arguments(arguments)
    }

    func run() throws {
        let workspace = try options.open()
        let zone = workspace.configuration.zone
        let request = EnqueueRequest(
            script: path, at: at.map { .string($0) }, delay: delay, arguments: try Assignment.arguments(arguments), priority: priority)
        let scripts = ScriptShelf(workspace: workspace)
        let queue = try RunQueue(store: workspace.store, isPatient: true)
        guard !batch else {
            guard try EnqueueBatch(queue: queue, scripts: scripts, defaults: request, zone: zone).run() else { throw ExitStatus.script }
            return
        }
        let wanted = try request.run(of: scripts, now: SystemClock.now, zone: zone)
        let runs = try queue.enqueue([wanted], now: { SystemClock.now })
        for run in runs {
            try options.report.write(
                text: { style in style.green("run \(run.id) queued") + (wanted.dueAt.map { ", due \($0)" } ?? "") },
                json: { QueueText.json(run) })
        }
    }
}
