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
              lunation plan scripts/enrich.lua --replay 12
            """)

    @OptionGroup var script: ScriptOptions
    @Option(help: ArgumentHelp("A file to save the plan to, for 'lunation apply'.", valueName: "file")) var out: String?
    @Option(help: ArgumentHelp("A run whose answers over HTTP, clock and arguments it is planned with.", valueName: "run"))
    var replay: Int?
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let runner = try script.runner(try options.open())
        let source = try script.script()
        let plan = try plan(source, runner)
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

    private func plan(_ source: Script, _ runner: ScriptRunner) throws -> Plan {
        if let replay { return try runner.plan(source, replaying: Int64(replay), savingTo: out) }
        return try out.map { try runner.plan(source, savingTo: $0) } ?? runner.plan(source)
    }
}
