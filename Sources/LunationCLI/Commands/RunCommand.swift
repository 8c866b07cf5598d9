import ArgumentParser
import Lunation

struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", _superCommandName: "lunation",
        abstract: "Runs a script: plans it, holds it against the guards, commits it in one transaction.",
        discussion: """
            EXAMPLES
              lunation run scripts/sunset.lua
              lunation run scripts/sunset.lua --guard changes=10% --timeout 1m
              lunation run --eval 'contact.get("ann@example.com").fields.plan = "pro"'
            """)

    @OptionGroup var script: ScriptOptions
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let outcome = try script.runner(try options.open()).run(try script.script())
        try OutcomeText(outcome: outcome).write(to: options.report)
    }
}
