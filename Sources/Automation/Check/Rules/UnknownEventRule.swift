import Lua
import LuaSyntax

enum UnknownEventRule: CheckRule {
    static let name = "unknown-event"
    static let severity = Finding.Severity.warning
    static let summary = "Nothing in the store has an event of that name, and no script of the workspace fires it."
    static let why =
        "A question about events that never happen has the same answer for everybody: none() is true, any() is false. Where no event has happened at all yet, nothing is said."
    static let bad = """
        print(contact.where(contact.events("Purchse"):count():ge(2)):count())
        """
    static let good = """
        print(contact.where(contact.events("Purchase"):count():ge(2)):count())
        """

    static func check(_ script: CheckedScript) -> [Problem] {
        let brought = [script.names, script.known.scripts, script.known.modules]
        guard !script.known.events.isEmpty, !brought.contains(where: \.firesUnknownEvents) else { return [] }
        let known = brought.reduce(script.known.events) { $0.union($1.events) }
        return script.calls.compactMap { call in
            guard call.isOne(of: [TypeNames.contact, TypeNames.record], "events"), let argument = call.arguments.first,
                let name = script.text(argument), !known.contains(name)
            else { return nil }
            return Problem(
                argument.line, "no event '\(name)' has ever happened", name: name, among: known.sorted(),
                orElse: "events come from imports and from c:fire")
        }
    }
}
