import ArgumentParser
import Lunation

/// The options of what runs a script.
///
/// They are texts to the parser and read in ``validate()``: each type of option costs a millisecond of every start.
struct ScriptOptions: ParsableArguments {
    @Argument(help: ArgumentHelp("The script's file.", valueName: "script"))
    var path: String?

    @Option(
        name: [.customShort("e"), .customLong("eval")], help: ArgumentHelp("Lua text to run in the place of a file.", valueName: "lua"))
    var text: String?

    @Option(name: .customLong("set"), help: ArgumentHelp("A value that the script reads as args.NAME.", valueName: "name=value"))
    var arguments: [String] = []

    @Option(
        name: .customLong("guard"),
        help: ArgumentHelp("A limit in the place of the script's: changes=5%, deletes=100, events=1000, …", valueName: "measure=limit"))
    var guards: [String] = []

    @Option(help: ArgumentHelp("How long the script may compute: 1s, 10m.", valueName: "time"))
    var timeout: String?

    @Option(help: ArgumentHelp("How much memory the script may use: 64MB.", valueName: "size"))
    var memory: String?

    @Option(help: ArgumentHelp("How many Lua instructions the script may take.", valueName: "count"))
    var instructions: String?

    @OptionGroup var clock: ClockOptions
    @OptionGroup var data: DataOptions

    mutating func validate() throws {
        guard (path == nil) != (text == nil) else { throw ValidationError("Name a script, or give its text with --eval.") }
        guard arguments.allSatisfy({ Assignment(argument: $0) != nil }) else { throw ValidationError("--set takes name=value.") }
        if let instructions, Int(instructions).map({ $0 < 1 }) ?? true { throw ValidationError("--instructions takes a number from 1 on.") }
        if let memory, ByteSize(memory) == nil { throw ValidationError("--memory takes a size: 64MB, 1GB") }
        _ = try Assignment.changeGuard(guards)
        if let timeout, (Span(timeout)?.exactMilliseconds ?? 0) <= 0 {
            throw ValidationError("--timeout takes seconds, minutes or hours: 1s, 10m, 2h")
        }
    }

    func script() throws -> Script {
        if let text { return Script(name: "(command line)", source: text) }
        return try Script(path: path ?? "")
    }

    func runner(_ workspace: Workspace) throws -> ScriptRunner {
        var options = RunOptions()
        options.onStall = Stall.end
        options.now = clock.instant
        options.arguments = Dictionary(
            arguments.compactMap(Assignment.init(argument:)).map { ($0.name, $0.value) }, uniquingKeysWith: { _, last in last })
        options.changeGuard = try Assignment.changeGuard(guards)
        options.timeout = timeout.flatMap { Span($0) }
        options.memory = memory.flatMap { ByteSize($0)?.bytes }
        options.instructions = instructions.flatMap { Int($0) }
        options.showsData = data.showsData
        options.log = { LogText.write($0) }
        options.print = { Terminal.standardError.write($0 + "\n") }
        return ScriptRunner(workspace: workspace, options: options)
    }
}
