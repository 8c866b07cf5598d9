import Lua
import LuaSyntax

enum UnkeyedEventRule: CheckRule {
    static let name = "unkeyed-event"
    static let severity = Finding.Severity.warning
    static let summary = "A job that runs again and again fires an event without a key."
    static let why =
        "Each run fires it once more, and so does a run that is retried. A key makes it happen once for ever per contact, name and key: put what it is for into it, such as a campaign or a day."
    static let bad = """
        job { every = "1d" }
        contact.where(contact.fields.plan:eq "free"):fire("UpgradeOffered", { plan = "pro" })
        """
    static let good = """
        job { every = "1d" }
        contact.where(contact.fields.plan:eq "free"):fire("UpgradeOffered", { plan = "pro" }, { key = "upgrade-2026" })
        """

    private static let triggers: Set<String> = ["schedule", "every", "at", "on", "after"]

    static func check(_ script: CheckedScript) -> [Problem] {
        guard let schedule = script.job?.schedule, !triggers.isDisjoint(with: schedule.keys) else { return [] }
        return script.fires.compactMap { fire in
            if let options = fire.options {
                guard let items = script.items(options) else { return nil }
                let names = script.entries(options).map(\.name)
                guard names.count == items.count, !names.contains("key") else { return nil }
            }
            let name = fire.name.flatMap(script.text).map { "'\($0)' " } ?? ""
            return Problem(
                fire.line, "the event \(name)has no key: each run fires it again", fix: "add { key = \"…\" } after its parameters")
        }
    }
}
