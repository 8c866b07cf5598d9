import ArgumentParser
import Formats
import Lunation

struct UndoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo", _superCommandName: "lunation",
        abstract: "Takes a run or an import back, in one transaction that can be undone itself.",
        discussion: """
            Where a contact was changed since, nothing is undone and the changes are listed; --skip-conflicts undoes the rest.
            Events that have not left the store are taken back with it.

            EXAMPLES
              lunation undo 3
              lunation undo 3 --skip-conflicts
            """)

    @Argument(help: "The run's number; 'lunation runs' lists them.") var number: Int64
    @Flag(name: .customLong("skip-conflicts"), help: "Undo what can be undone and leave the rest.") var skipsConflicts = false
    @Flag(name: .customLong("allow-resubscribe"), help: "Give back the consent that the run had withdrawn.") var resubscribes = false
    @OptionGroup var clock: ClockOptions
    @OptionGroup var data: DataOptions
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let undoer = Undoer(workspace: try options.open())
        switch try undoer.undo(number, now: clock.instant, skipsConflicts: skipsConflicts, resubscribes: resubscribes) {
        case .committed(let record, let summary, let report):
            try options.report.write(
                text: { style in text(record, summary, report, style) },
                json: {
                    var object: JSONObject = [
                        "run": .integer(record.id), "undoes": .integer(number),
                        "changed": .integer(Int64(summary.changed + summary.created)),
                        "events_retracted": .integer(Int64(report.retractable)), "events_sent": .integer(Int64(report.sent)),
                        "kept_unsubscribed": .integer(Int64(report.keptUnsubscribed)),
                        "events_restored": .integer(Int64(report.restoredEvents)),
                        "erased": .integer(Int64(report.erased)), "conflicts": .integer(Int64(report.conflictCount)),
                    ]
                    if let delivery = report.delivery { object["delivery"] = .object(delivery.json) }
                    return .object(object)
                })
        case .conflicting(let report):
            throw CommitError.conflicts(report.conflicts, total: report.conflictCount)
        }
    }

    private func text(_ record: RunRecord, _ summary: ChangeSummary, _ report: UndoReport, _ style: Style) -> String {
        let changed = summary.changed + summary.created
        var lines = [style.green("run \(number) undone") + " by run \(record.id): \(Numbers.count(changed, "contact")) put back"]
        let counts = summary.groups.map { Numbers.text($0.count) }
        let width = counts.map(\.count).max() ?? 0
        for (group, count) in zip(summary.groups, counts) {
            lines.append("  \(String(repeating: " ", count: width - count.count))\(count)  \(group.title)")
        }
        if report.retractable > 0 {
            lines.append(
                "\(Numbers.count(report.retractable, "event")) had not left the store and \(report.retractable == 1 ? "was" : "were") retracted"
            )
        }
        if report.retractableRequests > 0 {
            lines.append("\(Numbers.count(report.retractableRequests, "request")) had not been sent and will not be")
        }
        if report.sentRequests > 0 {
            lines.append(style.yellow("\(Numbers.count(report.sentRequests, "request")) had been sent and cannot be taken back"))
        }
        if report.restoredEvents > 0 {
            lines.append(
                "\(Numbers.count(report.restoredEvents, "event")) that the undo had retracted fire\(report.restoredEvents == 1 ? "s" : "") again"
            )
        }
        if report.erased > 0 {
            lines.append(
                style.yellow(
                    "\(Numbers.count(report.erased, "contact")) \(report.erased == 1 ? "was" : "were") erased for good and cannot be brought back"
                ))
        }
        if report.sent > 0 {
            let words =
                report.delivery == nil
                ? "left the store before and cannot be taken back"
                : "went to the account before and cannot be taken back, nor what \(report.sent == 1 ? "it has" : "they have") set off there"
            lines.append(style.yellow("\(Numbers.count(report.sent, "event")) \(words)"))
        }
        if report.keptUnsubscribed > 0 {
            lines.append(
                "\(Numbers.text(report.keptUnsubscribed)) stay unsubscribed: consent only goes down; --allow-resubscribe gives it back")
        }
        if report.conflictCount > 0 {
            lines.append(style.yellow("\(Numbers.text(report.conflictCount)) changes left alone: changed since"))
        }
        if let delivery = report.delivery, !delivery.isEmpty { lines.append("delivery: \(DeliveryText.calls(delivery))") }
        return lines.joined(separator: "\n")
    }
}
