import ArgumentParser
import Formats
import Lunation

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", _superCommandName: "lunation", abstract: "Finds mistakes and traps in scripts without running them.",
        discussion: """
            Names are checked against the workspace: fields, lists, events. A comment '-- check: allow RULE' silences a rule on its
            line. Errors end with exit code 1, warnings too with --strict.

            EXAMPLES
              lunation check
              lunation check scripts/sunset.lua --strict
            """)

    @Argument(help: ArgumentHelp("The scripts' files; every script of the workspace where none is named.", valueName: "script"))
    var paths: [String] = []
    @Flag(help: "Exit code 1 for warnings too.") var strict = false
    @OptionGroup var data: DataOptions
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let checker = try ScriptChecker(workspace: try options.open())
        let scripts = try paths.isEmpty ? checker.scripts() : paths.map { try Script(path: $0) }
        let findings = try scripts.flatMap { try checker.check($0) }
        try options.report.write(
            text: { text(findings, scripts.count, $0) },
            json: { .array(findings.map(json)) })
        if findings.contains(where: { strict || $0.severity == .error }) { throw ExitStatus.script }
    }

    private func text(_ findings: [Finding], _ count: Int, _ style: Style) -> String {
        let lines = findings.map { finding in
            let rule = finding.severity == .error ? style.red(finding.rule) : style.yellow(finding.rule)
            return "\(finding.script):\(finding.line): \(rule): \(finding.message); \(finding.fix)"
        }
        let errors = findings.count { $0.severity == .error }
        let totals = "\(Numbers.count(errors, "error")), \(Numbers.count(findings.count - errors, "warning"))"
        return (lines + ["\(Numbers.count(count, "script")): \(totals)"]).joined(separator: "\n")
    }

    private func json(_ finding: Finding) -> JSONValue {
        [
            "script": .string(finding.script), "line": .integer(Int64(finding.line)), "rule": .string(finding.rule),
            "level": .string(finding.severity.rawValue), "message": .string(finding.message), "fix": .string(finding.fix),
        ]
    }
}
