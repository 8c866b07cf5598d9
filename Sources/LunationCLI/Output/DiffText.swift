import Formats
import Lunation

/// Diffs of contacts for people.
enum DiffText {
    static func lines(_ diff: ContactDiff, _ style: Style) -> [String] {
        var lines = ["  " + (diff.email.isEmpty ? "(deleted contact)" : diff.email)]
        for change in diff.changes {
            switch change.kind {
            case .list:
                lines.append(
                    change.after == .boolean(true) ? style.green("    + \(change.property)") : style.red("    - \(change.property)"))
            case .createContact: lines.append(style.green("    + contact"))
            case .eraseContact: lines.append(style.red("    - contact, for good"))
            case .deleteContact where diff.changes.contains { $0.kind == .eraseContact }: continue
            case .deleteContact: lines.append(style.red("    - contact"))
            default: lines.append("    \(change.property): \(style.red(value(change.before))) → \(style.green(value(change.after)))")
            }
        }
        for event in diff.events { lines.append(style.yellow("    ! \(text(event))")) }
        return lines
    }

    /// `SunsetStarted { last_purchase = "1997-01-01" }, key sunset-2026`.
    static func text(_ event: EventDraft) -> String {
        let parameters = event.parameters.values.map { "\($0.name) = \(quoted($0.value))" }.joined(separator: ", ")
        return "fire \(event.name)" + (parameters.isEmpty ? "" : " { \(parameters) }") + (event.key.map { ", key \($0)" } ?? "")
    }

    private static func value(_ value: Value?) -> String { value.map(quoted) ?? "nothing" }

    private static func quoted(_ value: Value) -> String {
        switch value {
        case .integer, .float, .boolean: value.description
        case .text, .date, .timestamp: "\"\(value)\""
        }
    }

    static func json(_ diff: ContactDiff) -> JSONValue {
        var object: JSONObject = ["email": .string(diff.email)]
        object["changes"] = .array(
            diff.changes.map { ["property": .string($0.property), "before": json($0.before), "after": json($0.after)] })
        object["events"] = .array(
            diff.events.map { event in
                var object: JSONObject = ["name": .string(event.name)]
                var parameters = JSONObject()
                for (name, value) in event.parameters.values { parameters[name] = json(value) }
                object["params"] = .object(parameters)
                object["key"] = event.key.map { .string($0) } ?? .null
                return .object(object)
            })
        return .object(object)
    }

    static func json(_ value: Value?) -> JSONValue {
        switch value {
        case nil: .null
        case .integer(let number)?: .integer(number)
        case .float(let number)?: .number(number)
        case .boolean(let flag)?: .bool(flag)
        case let value?: .string(value.description)
        }
    }
}
