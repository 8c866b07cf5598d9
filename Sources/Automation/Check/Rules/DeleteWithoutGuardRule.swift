import Contacts
import Lua
import LuaSyntax

enum DeleteWithoutGuardRule: CheckRule {
    static let name = "delete-without-guard"
    static let severity = Finding.Severity.warning
    static let summary = "Contacts are deleted, and the job sets no limit of its own."
    static let why =
        "A filter that is wrong by a word deletes the wrong contacts. The workspace's limit is for every script; the job's says how many are meant here, and a run past it is refused whole."
    static let bad = """
        contact.where(contact.email:ends_with "@example.invalid"):delete()
        """
    static let good = """
        job { guard = { deletes = 10 } }
        contact.where(contact.email:ends_with "@example.invalid"):delete()
        """

    static func check(_ script: CheckedScript) -> [Problem] {
        guard script.jobError == nil, script.job?.changeGuard.limits[.deletes] == nil else { return [] }
        return script.calls.filter { $0.isOne(of: [QueryObject.luaClass, TypeNames.record], "delete", "erase") }.map { call in
            Problem(call.line, "contacts are deleted without a limit of the job's", fix: "add guard = { deletes = … } to job { … }")
        }
    }
}
