import Formats
import Lunation

/// What an import did, for people and as JSON.
struct ImportText {
    let report: ImportReport
    let noun: String
    let seconds: Double

    func write(to output: Report) throws {
        try output.write(text: text, json: json)
    }

    private func text(_ style: Style) -> String {
        var parts = ["\(Numbers.text(report.created)) created"]
        if report.updated > 0 { parts.append("\(Numbers.text(report.updated)) updated") }
        if report.unchanged > 0 { parts.append("\(Numbers.text(report.unchanged)) unchanged") }
        if report.alreadyFired > 0 { parts.append("\(Numbers.text(report.alreadyFired)) fired before") }
        if report.rejected > 0 { parts.append(style.red("\(Numbers.text(report.rejected)) rejected")) }
        var lines = ["run \(report.run): \(Numbers.rate(report.rows, noun, seconds)): " + parts.joined(separator: ", ")]
        if let row = report.resumedAt { lines.append("resumed at row \(Numbers.text(row)); what was imported before is counted above") }
        if report.keptUnsubscribed > 0 {
            lines.append("\(Numbers.text(report.keptUnsubscribed)) stay unsubscribed: an import never raises consent")
        }
        if let file = report.errorsFile { lines.append("rejected rows: \(file) (the first: \(report.firstError ?? ""))") }
        return lines.joined(separator: "\n")
    }

    private func json() -> JSONValue {
        func number(_ count: Int) -> JSONValue { .integer(Int64(count)) }
        return [
            "id": .integer(report.run), "status": .string(report.status.rawValue), "run": .integer(report.run), "rows": number(report.rows),
            "created": number(report.created), "updated": number(report.updated),
            "unchanged": number(report.unchanged), "rejected": number(report.rejected), "over_limit": number(report.overLimit),
            "kept_unsubscribed": number(report.keptUnsubscribed),
            "already_fired": number(report.alreadyFired), "errors_file": report.errorsFile.map { .string($0) } ?? .null,
            "resumed_at": report.resumedAt.map(number) ?? .null,
        ]
    }
}
