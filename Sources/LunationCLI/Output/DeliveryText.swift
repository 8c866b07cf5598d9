import Formats
import Lunation

/// Deliveries in words.
enum DeliveryText {
    /// `3 imports, 41 updates, 12,000 events: about 61 min at 200 a minute`.
    static func calls(_ estimate: DeliveryEstimate) -> String {
        let parts = [
            (estimate.shared, "list or field", "lists and fields"), (estimate.imports, "import", "imports"),
            (estimate.singleUpdates, "update", "updates"), (estimate.deletions, "deletion", "deletions"),
            (estimate.events, "event", "events"),
        ].filter { $0.0 > 0 }.map { "\(Numbers.text($0.0)) \($0.0 == 1 ? $0.1 : $0.2)" }
        guard !parts.isEmpty else { return "nothing" }
        guard let minutes = estimate.minutes, let pace = estimate.callsPerMinute else { return parts.joined(separator: ", ") }
        return "\(parts.joined(separator: ", ")): about \(span(minutes)) at \(Numbers.text(pace)) a minute"
    }

    /// `61 min`, `3 h 20 min`.
    private static func span(_ minutes: Int) -> String {
        guard minutes >= 120 else { return "\(minutes) min" }
        return "\(Numbers.text(minutes / 60)) h" + (minutes % 60 > 0 ? " \(minutes % 60) min" : "")
    }

    /// What a pusher has done: `3 imports with 120,000 contacts, 41 updates, 12,000 events`.
    static func done(_ report: DeliveryReport) -> String {
        var parts: [String] = []
        if report.shared > 0 { parts.append("\(Numbers.text(report.shared)) \(report.shared == 1 ? "list or field" : "lists and fields")") }
        if report.imports > 0 {
            let imported = report.contacts - report.updates - report.deletions
            parts.append("\(Numbers.count(report.imports, "import")) with \(Numbers.count(imported, "contact"))")
        }
        if report.updates > 0 { parts.append(Numbers.count(report.updates, "update")) }
        if report.deletions > 0 { parts.append(Numbers.count(report.deletions, "deletion")) }
        if report.events > 0 { parts.append(Numbers.count(report.events, "event")) }
        return parts.joined(separator: ", ")
    }

    /// What somebody has to see to, a line each.
    static func troubles(_ report: DeliveryReport, _ style: Style) -> [String] {
        var lines: [String] = []
        if report.refused > 0 {
            lines.append(style.yellow("\(Numbers.text(report.refused)) refused by the account: 'lunation sync status' says why"))
        }
        if report.unknown > 0 {
            let words = "of unknown outcome, not sent again: 'lunation sync status' lists them"
            lines.append(style.yellow("\(Numbers.count(report.unknown, "event")) \(words)"))
        }
        if report.overLimit > 0 {
            let words = "left out by the account, whose plan allows no more: 'lunation sync verify' finds them"
            lines.append(style.yellow("\(Numbers.count(report.overLimit, "contact")) \(words)"))
        }
        return lines
    }

    static func json(_ report: DeliveryReport) -> JSONObject {
        var object = JSONObject()
        let counts = [
            ("contacts", report.contacts), ("imports", report.imports), ("updates", report.updates), ("deletions", report.deletions),
            ("events", report.events), ("lists_and_fields", report.shared), ("refused", report.refused), ("unknown", report.unknown),
            ("over_limit", report.overLimit),
        ]
        for (name, count) in counts { object[name] = .integer(Int64(count)) }
        object["stopped"] = .bool(report.isStopped)
        return object
    }

    /// `12  run 3  refused  update  a***@example.com  email is invalid`.
    static func lines(_ items: [DeliveryItem], _ style: Style) -> [String] {
        items.map { item in
            let state = item.state == .refused ? style.red("refused") : style.yellow("unknown")
            let email = item.email.map { Disclosure.isAsked ? $0 : AddressMask.masked($0) } ?? ""
            return ["  \(item.id)", "run \(item.run)", state, item.title, email, item.message].filter { !$0.isEmpty }
                .joined(separator: "  ")
        }
    }

    static func json(_ item: DeliveryItem) -> JSONValue {
        [
            "id": .integer(item.id), "run": .integer(item.run), "state": .string(item.state == .refused ? "refused" : "unknown"),
            "what": .string(item.title),
            "email": item.email.map { .string(Disclosure.isAsked ? $0 : AddressMask.masked($0)) } ?? .null,
            "message": .string(item.message), "at": item.settledAt.map { .string($0.description) } ?? .null,
        ]
    }
}
