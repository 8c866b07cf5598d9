import ArgumentParser
import Formats
import Lunation

struct ContactsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "contacts", _superCommandName: "lunation", abstract: "Lists or counts the contacts that meet a Lua expression.",
        discussion: """
            EXAMPLES
              lunation contacts --count
              lunation contacts --where 'contact.fields.last_purchase:older_than "365d"' --count
              lunation contacts --where 'contact.events("Purchase"):count():eq(1)' --limit 5
              lunation contacts --where 'contact.email:ends_with "@example.com"' --json
            """)

    @Option(name: .customLong("where"), help: ArgumentHelp("A Lua expression that contacts must meet.", valueName: "expression"))
    var expression: String?
    @Flag(help: "Answer how many they are.") var count = false
    @Option(help: ArgumentHelp("How many are listed.", valueName: "number")) var limit = 20
    @OptionGroup var clock: ClockOptions
    @OptionGroup var data: DataOptions
    @OptionGroup var options: WorkspaceOptions

    func validate() throws {
        guard limit >= 0 else { throw ValidationError("--limit takes a number from 0 on.") }
    }

    func run() throws {
        var runOptions = RunOptions()
        runOptions.onStall = Stall.end
        runOptions.now = clock.instant
        runOptions.showsData = data.showsData
        let runner = ScriptRunner(workspace: try options.open(), options: runOptions)
        if count {
            let watch = Stopwatch()
            let count = try runner.count(where: expression ?? "contact.all()")
            try options.report.write(
                text: { _ in String(count) }, json: { ["count": .integer(Int64(count)), "seconds": .number(watch.seconds)] })
            return
        }
        var found: [Contact] = []
        try runner.contacts(where: expression, limit: limit) { found.append($0) }
        try options.report.write(
            text: { style in found.map { ContactText.line($0, style) }.joined(separator: "\n") },
            json: { .array(found.map(ContactText.json)) })
    }
}
