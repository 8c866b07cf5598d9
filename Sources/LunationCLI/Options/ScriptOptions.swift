import ArgumentParser
import Lunation

/// The options of what runs a script.
struct ScriptOptions: ParsableArguments {
    @Argument(help: ArgumentHelp("The script's file.", valueName: "script"))
    var path: String?

    @Option(
        name: [.customShort("e"), .customLong("eval")], help: ArgumentHelp("Lua text to run in the place of a file.", valueName: "lua"))
    var text: String?

    @Option(name: .customLong("set"), help: ArgumentHelp("A value that the script reads as args.NAME.", valueName: "name=value"))
    var arguments: [Assignment] = []

    @Option(
        name: .customLong("guard"),
        help: ArgumentHelp("A limit in the place of the script's: changes=5%, deletes=100, events=1000, …", valueName: "measure=limit"))
    var guards: [Assignment] = []

    @Option(help: ArgumentHelp("How long the script may compute: 1s, 10m.", valueName: "time"))
    var timeout: Span?

    @Option(help: ArgumentHelp("How much memory the script may use: 64MB.", valueName: "size"))
    var memory: ByteSize?

    @Option(help: ArgumentHelp("How many Lua instructions the script may take.", valueName: "count"))
    var instructions: Int?

    @OptionGroup var clock: ClockOptions

    mutating func validate() throws {
        guard (path == nil) != (text == nil) else { throw ValidationError("Name a script, or give its text with --eval.") }
        if let instructions, instructions < 1 { throw ValidationError("--instructions takes a number from 1 on.") }
        _ = try Assignment.changeGuard(guards)
        if let timeout, timeout.exactMilliseconds == nil { throw ValidationError("--timeout takes seconds, minutes or hours: 1s, 10m, 2h") }
    }

    func script() throws -> Script {
        if let text { return Script(name: "(command line)", source: text) }
        return try Script(path: path ?? "")
    }

    func runner(_ workspace: Workspace) throws -> ScriptRunner {
        var options = RunOptions()
        options.now = clock.now
        options.arguments = Dictionary(arguments.map { ($0.name, $0.value) }, uniquingKeysWith: { _, last in last })
        options.changeGuard = try Assignment.changeGuard(guards)
        options.timeout = timeout
        options.memory = memory?.bytes
        options.instructions = instructions
        options.log = { LogText.write($0) }
        options.print = { Terminal.standardError.write($0 + "\n") }
        return ScriptRunner(workspace: workspace, options: options)
    }
}
