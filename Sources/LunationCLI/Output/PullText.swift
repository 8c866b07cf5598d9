import Formats
import Lunation

/// What a pull did, for people and as JSON.
struct PullText {
    let report: PullReport
    let seconds: Double

    private var mirror: MirrorReport { report.mirror }

    func write(to output: Report) throws {
        try output.write(text: { lines($0).joined(separator: "\n") }, json: json)
    }

    private func lines(_ style: Style) -> [String] {
        var parts = [
            (mirror.created, "created"), (mirror.changed, "changed"), (mirror.deleted, "deleted"),
        ].filter { $0.0 > 0 }.map { "\(Numbers.text($0.0)) \($0.1)" }
        if parts.isEmpty { parts = ["nothing has changed"] }
        let effort = "\(Numbers.seconds(seconds)), \(Numbers.count(report.calls, "call")), \(Numbers.count(report.exports, "export"))"
        var lines = [
            "\(style.green("run \(report.run)")): \(Numbers.count(mirror.contacts, "contact")) in \(effort): \(parts.joined(separator: ", "))"
        ]
        if report.isResumed { lines.append("  it went on with a pull that had been cut short") }
        if !mirror.lists.isEmpty { lines.append("  new lists: " + mirror.lists.joined(separator: ", ")) }
        if !mirror.fields.isEmpty { lines.append("  new fields: " + mirror.fields.joined(separator: ", ")) }
        if !mirror.removed.isEmpty { lines.append("  gone from the account: " + mirror.removed.joined(separator: ", ")) }
        lines += [
            (mirror.renamed, "have another address"), (mirror.unsubscribed, "unsubscribed"), (mirror.resubscribed, "resubscribed"),
            (mirror.keptUnsubscribed, "subscribed in the account and unsubscribed here: they stay so; --resubscribe raises consent"),
            (mirror.waiting, "with changes that are on their way to the account or were refused there: these stay"),
            (mirror.onlyHere, "only here"),
        ].filter { $0.0 > 0 }.map { "  \(Numbers.text($0.0)) \($0.1)" }
        if let count = mirror.suppressions { lines.append("  \(Numbers.count(count, "suppression"))") }
        return lines + warnings.map { style.yellow("  " + $0) }
    }

    private var warnings: [String] {
        var lines: [String] = []
        if !report.unknownColumns.isEmpty { lines.append("columns left alone: " + report.unknownColumns.joined(separator: ", ")) }
        if mirror.rejected > 0 {
            lines.append("\(Numbers.count(mirror.rejected, "row")) without a usable address (the first: \(mirror.firstError ?? ""))")
        }
        if mirror.oddValues > 0 {
            lines.append("\(Numbers.count(mirror.oddValues, "value")) not of the field's type: those here stay")
        }
        if mirror.addressConflicts > 0 {
            lines.append("\(Numbers.count(mirror.addressConflicts, "contact")) whose address is another's here: left as they are")
        }
        lines += mirror.problems
        if let problem = report.suppressionProblem { lines.append("the suppressions were not fetched: \(problem)") }
        return lines
    }

    private func json() -> JSONValue {
        func number(_ count: Int) -> JSONValue { .integer(Int64(count)) }
        func texts(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }
        return [
            "run": .integer(report.run), "started_at": .string(report.startedAt.description), "calls": number(report.calls),
            "exports": number(report.exports), "resumed": .bool(report.isResumed), "contacts": number(mirror.contacts),
            "created": number(mirror.created), "changed": number(mirror.changed), "deleted": number(mirror.deleted),
            "renamed": number(mirror.renamed), "unsubscribed": number(mirror.unsubscribed), "resubscribed": number(mirror.resubscribed),
            "kept_unsubscribed": number(mirror.keptUnsubscribed), "waiting": number(mirror.waiting), "only_here": number(mirror.onlyHere),
            "address_conflicts": number(mirror.addressConflicts), "rejected": number(mirror.rejected),
            "odd_values": number(mirror.oddValues),
            "new_lists": texts(mirror.lists), "new_fields": texts(mirror.fields), "removed": texts(mirror.removed),
            "unknown_columns": texts(report.unknownColumns), "problems": texts(mirror.problems),
            "suppressions": mirror.suppressions.map(number) ?? .null,
            "suppression_problem": report.suppressionProblem.map { .string($0) } ?? .null,
        ]
    }
}
