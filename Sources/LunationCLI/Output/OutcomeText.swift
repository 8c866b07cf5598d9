import Formats
import Lunation

/// How a run or an apply ended, for people and as JSON.
struct OutcomeText {
    let outcome: RunOutcome

    /// Writes it, and ends the program with the code for a refusal where a guard refused.
    func write(to output: Report) throws {
        let report = PlanReport(plan: outcome.plan, showsContacts: Disclosure.isAsked)
        switch outcome {
        case .committed(let record, let plan):
            try output.write(
                text: { style in
                    var lines = report.lines(style)
                    lines.append("")
                    lines.append(style.green("run \(record.id) committed") + Self.wayBack(record, plan.summary))
                    return lines.joined(separator: "\n")
                }, json: { json(report, "committed") })
        case .refused:
            if output.isJSON { try output.write(text: { _ in "" }, json: { json(report, "refused") }) }
            Terminal.standardError.write(report.refusal(Terminal.standardError.style).joined(separator: "\n") + "\n")
            throw ExitStatus.refused
        }
    }

    /// How it is taken back, as far as it can be.
    private static func wayBack(_ record: RunRecord, _ summary: ChangeSummary) -> String {
        if summary.isEmpty { return "" }
        if summary.erased == 0 { return "; take it back with: lunation undo \(record.id)" }
        let isAll = summary.erased == summary.changed && summary.created == 0 && summary.events.isEmpty
        return isAll ? "; an erasure is for good" : "; take it back, but for what is erased, with: lunation undo \(record.id)"
    }

    private func json(_ report: PlanReport, _ status: String) -> JSONValue {
        var object: JSONObject = ["run": .integer(outcome.record.id), "status": .string(status)]
        for (key, value) in report.json() { object[key] = value }
        return .object(object)
    }
}
