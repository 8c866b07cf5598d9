/// Writes the rules of checks as the list of the document.
enum RuleWriter {
    static var text: String {
        var lines: [String] = ["| rule | level | finds |", "|---|---|---|"]
        for rule in CheckRules.all { lines.append("| [`\(rule.name)`](#\(rule.name)) | \(rule.severity.rawValue) | \(rule.summary) |") }
        lines.append("")
        for rule in CheckRules.all {
            lines += ["### \(rule.name)", "", rule.summary + " " + rule.why, ""]
            lines += [
                "<!-- not run: it is what the rule finds -->", "```lua", rule.bad, "```", "", "Better:", "", "```lua", rule.good, "```", "",
            ]
        }
        return lines.joined(separator: "\n")
    }
}
