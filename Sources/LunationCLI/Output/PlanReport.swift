import Formats
import Lunation

/// A plan, for people and as JSON.
struct PlanReport {
    let plan: Plan
    /// Whether contacts are shown: a plan is asked for to see them, what a run says goes to logs.
    var showsContacts = true

    private var summary: ChangeSummary { plan.summary }

    func lines(_ style: Style) -> [String] {
        plan.mirror.map { [MirrorText.line($0, style)] + changes(style) } ?? changes(style)
    }

    private func changes(_ style: Style) -> [String] {
        guard !summary.isEmpty else { return ["\(plan.script): nothing to change" + alreadyFired] }
        let share = Numbers.percent(summary.changed, of: summary.base)
        var lines = [
            style.bold("\(plan.script): \(Numbers.text(summary.changed)) of \(Numbers.text(summary.base)) contacts change (\(share))")
        ]
        let rows =
            summary.groups.map { (Numbers.text($0.count), $0.title) } + summary.events.map { (Numbers.text($0.count), "fire \($0.name)") }
            + summary.requests.map { (Numbers.text($0.count), $0.target) }
        let width = rows.map(\.0.count).max() ?? 0
        lines += rows.map { "  \(String(repeating: " ", count: width - $0.0.count))\($0.0)  \($0.1)" }
        if let delivery = plan.delivery, !delivery.isEmpty { lines.append("  delivery: \(DeliveryText.calls(delivery))") }
        if summary.alreadyFired > 0 {
            lines.append("  \(Numbers.text(summary.alreadyFired)) events left out: their keys have fired before")
        }
        if !plan.sample.isEmpty, showsContacts {
            lines.append("")
            let touched = summary.changed + summary.onlyFiredAt + summary.created
            lines.append(style.dim("The first \(plan.sample.count) of \(Numbers.text(touched)):"))
            for diff in plan.sample { lines += DiffText.lines(diff, style) }
        }
        if showsContacts { lines += plan.requests.map { style.yellow("  > \($0.method) \($0.url)") } }
        return lines
    }

    /// What the guards say: the limits, and who would be the first.
    func refusal(_ style: Style) -> [String] {
        var lines = plan.violations.map { style.red("refused by the guard: ") + text($0) }
        lines.append("nothing was changed" + (showsContacts ? "; the first of them:" : "; 'lunation plan' shows what it would have been"))
        if showsContacts { for diff in plan.sample { lines += DiffText.lines(diff, style) } }
        lines.append("raise the limit in the script's job { guard }, in lunation.yml or with --guard, if this is what you mean")
        return lines
    }

    func json() -> JSONObject {
        var object: JSONObject = ["script": .string(plan.script), "hash": .string(plan.hash), "now": .string(plan.now.description)]
        object["contacts"] = .integer(Int64(summary.base))
        object["changed"] = .integer(Int64(summary.changed))
        object["groups"] = .array(summary.groups.map { ["change": .string($0.title), "count": .integer(Int64($0.count))] })
        object["events"] = .array(summary.events.map { ["name": .string($0.name), "count": .integer(Int64($0.count))] })
        if !summary.requests.isEmpty {
            object["requests"] = .array(
                summary.requests.map { ["target": .string($0.target), "count": .integer(Int64($0.count))] })
        }
        if let delivery = plan.delivery { object["delivery"] = .object(delivery.json) }
        if let mirror = plan.mirror { object["mirror"] = MirrorText.json(mirror) }
        object["already_fired"] = .integer(Int64(summary.alreadyFired))
        object["sample"] = .array(plan.sample.map(DiffText.json))
        object["violations"] = .array(
            plan.violations.map { violation in
                [
                    "measure": .string(violation.measure.rawValue), "count": .integer(Int64(violation.count)),
                    "base": .integer(Int64(violation.base)), "limit": .string(violation.limit.description),
                ]
            })
        return object
    }

    private func text(_ violation: GuardViolation) -> String {
        switch violation.limit {
        case .count: "\(violation.measure.rawValue) \(Numbers.text(violation.count)) > \(violation.limit)"
        case .percent:
            "\(violation.measure.rawValue) \(Numbers.percent(violation.count, of: violation.base)) > \(violation.limit) "
                + "(\(Numbers.text(violation.count)) of \(Numbers.text(violation.base)) contacts)"
        }
    }

    private var alreadyFired: String {
        summary.alreadyFired > 0 ? " (\(Numbers.text(summary.alreadyFired)) events left out: their keys have fired before)" : ""
    }
}
