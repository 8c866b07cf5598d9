import Formats
import Lunation

/// How a workspace differs from its account, for people and as JSON.
struct VerifyText {
    let report: VerifyReport

    private var mirror: MirrorReport { report.mirror }

    func write(to output: Report) throws {
        try output.write(text: { lines($0).joined(separator: "\n") }, json: json)
    }

    private func lines(_ style: Style) -> [String] {
        let waiting = mirror.waiting > 0 ? "; \(Numbers.text(mirror.waiting)) with changes that are on their way, or were refused" : ""
        let count = Numbers.count(mirror.contacts, "contact")
        guard !report.isSame else { return [style.green("the same") + ": \(count) in the account and here\(waiting)"] }
        var lines = [style.red("different") + ": \(count) in the account\(waiting)"]
        var rows: [(Int, String)] = [
            (mirror.created, "in the account alone"), (mirror.deleted, "gone from the account"), (mirror.onlyHere, "only here"),
            (mirror.addressConflicts, "whose address is another's here"),
        ]
        rows += report.groups.map { ($0.count, "differ: the account would \($0.title)") }
        rows = rows.filter { $0.0 > 0 }
        let width = rows.map { Numbers.text($0.0).count }.max() ?? 0
        lines += rows.map { row in
            let number = Numbers.text(row.0)
            return "  \(String(repeating: " ", count: width - number.count))\(number)  \(row.1)"
        }
        lines += mirror.problems.map { style.yellow("  " + $0) }
        if !report.sample.isEmpty {
            lines.append(style.dim("The first \(report.sample.count), from what is here to what the account has:"))
            for diff in report.sample { lines += shown(diff, style) }
        }
        return lines
    }

    private func shown(_ diff: ContactDiff, _ style: Style) -> [String] {
        if Disclosure.isAsked { return DiffText.lines(diff, style) }
        return ["  \(AddressMask.masked(diff.email))  " + diff.changes.map(\.property).joined(separator: ", ")]
    }

    private func json() -> JSONValue {
        func number(_ count: Int) -> JSONValue { .integer(Int64(count)) }
        return [
            "same": .bool(report.isSame), "contacts": number(mirror.contacts), "waiting": number(mirror.waiting),
            "only_in_account": number(mirror.created), "gone_from_account": number(mirror.deleted), "only_here": number(mirror.onlyHere),
            "address_conflicts": number(mirror.addressConflicts), "changed": number(mirror.changed),
            "groups": .array(report.groups.map { ["change": .string($0.title), "count": number($0.count)] }),
            "problems": .array(mirror.problems.map { .string($0) }), "calls": number(report.calls),
            "sample": .array(report.sample.map { Disclosure.isAsked ? DiffText.json($0) : masked($0) }),
        ]
    }

    private func masked(_ diff: ContactDiff) -> JSONValue {
        ["email": .string(AddressMask.masked(diff.email)), "properties": .array(diff.changes.map { .string($0.property) })]
    }
}
