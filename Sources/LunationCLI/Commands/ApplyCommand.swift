import ArgumentParser
import Lunation

struct ApplyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply", _superCommandName: "lunation",
        abstract: "Commits a plan that 'lunation plan --out' saved, if its contacts are still as it saw them.",
        discussion: """
            EXAMPLES
              lunation apply plan.json
            """)

    @Argument(help: "The plan's file.") var file: String
    @Option(name: .customLong("guard"), help: ArgumentHelp("A limit in the place of the plan's.", valueName: "measure=limit"))
    var guards: [String] = []
    @OptionGroup var data: DataOptions
    @OptionGroup var options: WorkspaceOptions

    func validate() throws {
        _ = try Assignment.changeGuard(guards)
    }

    func run() throws {
        var applier = PlanApplier(workspace: try options.open())
        applier.changeGuard = try Assignment.changeGuard(guards)
        applier.log = { LogText.write($0) }
        try OutcomeText(outcome: try applier.apply(file)).write(to: options.report)
    }
}
