import Lua
import LuaSyntax
import Scheduling

enum BadJobRule: CheckRule {
    static let name = "bad-job"
    static let severity = Finding.Severity.error
    static let summary = "The job's declaration cannot be read, or says something that has no meaning."
    static let why =
        "A scheduler reads the declaration without running the rest of the script: it must come first, have known settings alone, and give times, zones and limits that exist."
    static let bad = """
        job { name = "tidy", every = "15 minutes", guards = { changes = "5%" } }
        """
    static let good = """
        job { name = "tidy", every = "15m", guard = { changes = "5%" } }
        """

    static func check(_ script: CheckedScript) -> [Problem] {
        guard let call = script.calls.first(where: { $0.owner == nil && $0.member.name == "job" }) else { return [] }
        if let error = script.jobError { return [Problem(error.line ?? call.line, error.message, fix: "mend it: nothing runs without it")] }
        guard let job = script.job else { return [] }
        let lines = Dictionary(script.entries(call.arguments.first).map { ($0.name, $0.key.line) }) { first, _ in first }
        return JobDefinition.problems(name: job.name, settings: job.settings, zone: script.known.zone).map { error in
            Problem(lines[error.setting] ?? call.line, "job.\(error.setting) \(error.problem)", fix: error.fix)
        }
    }
}
