import ArgumentParser
import Formats
import Lunation

struct PlanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", _superCommandName: "lunation", abstract: "Shows what a script would change, and changes nothing.",
        discussion: """
            EXAMPLES
              lunation plan scripts/sunset.lua
              lunation plan scripts/sunset.lua --set days=180 --now 1998-07-01
              lunation plan scripts/sunset.lua --out plan.json
            """)

    @OptionGroup var script: ScriptOptions
    @Option(help: ArgumentHelp("A file to save the plan to, for 'lunation apply'.", valueName: "file")) var out: String?
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let runner = try script.runner(try options.open())
        let source = try script.script()
        let plan = try out.map { try runner.plan(source, savingTo: $0) } ?? runner.plan(source)
        let report = PlanReport(plan: plan)
        try options.report.write(
            text: { style in
                var lines = report.lines(style)
                if !plan.violations.isEmpty {
                    lines.append("")
                    lines += plan.violations.map { style.yellow("the guard would refuse this run: ") + $0.description }
                }
                if let out { lines += ["", "saved to \(out); commit it with: lunation apply \(out)"] }
                return lines.joined(separator: "\n")
            },
            json: { .object(report.json()) })
    }
}
