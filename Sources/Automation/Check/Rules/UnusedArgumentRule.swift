import Contacts
import Lua
import LuaSyntax

enum UnusedArgumentRule: CheckRule {
    static let name = "unused-argument"
    static let severity = Finding.Severity.warning
    static let summary = "The job declares an argument that the script does not read."
    static let why = "Whoever gives it with --set expects that it does something."
    static let bad = """
        job { args = { days = 180 } }
        print(time.days_ago(180))
        """
    static let good = """
        job { args = { days = 180 } }
        print(time.days_ago(args.days))
        """

    static func check(_ script: CheckedScript) -> [Problem] {
        guard let arguments = script.job?.arguments, !arguments.isEmpty, !script.hasModules else { return [] }
        let reads = script.argumentReads.map(\.name)
        guard !reads.contains(nil), let call = script.calls.first(where: { $0.owner == nil && $0.member.name == "job" }) else { return [] }
        let declared = script.entries(call.arguments.first).first { $0.name == "args" }.map { script.entries($0.value) } ?? []
        return declared.filter { !reads.contains($0.name) }.map { entry in
            Problem(entry.key.line, "nothing reads the argument '\(entry.name)'", fix: "read it as args.\(entry.name), or take it away")
        }
    }
}
