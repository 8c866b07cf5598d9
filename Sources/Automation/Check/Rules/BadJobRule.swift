import Contacts
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
        guard let schedule = script.job?.schedule else { return [] }
        let lines = Dictionary(script.entries(call.arguments.first).map { ($0.name, $0.key.line) }) { first, _ in first }
        var problems: [Problem] = []
        for (key, text) in schedule.sorted(by: { $0.key < $1.key }) {
            guard let (message, fix) = key == "schedule" ? cronProblem(text, script.job) : problem(key, text) else { continue }
            problems.append(Problem(lines[key] ?? call.line, message, fix: fix))
        }
        let triggers = ["schedule", "every", "at"].filter { schedule[$0] != nil }
        if triggers.count > 1 {
            let names = triggers.map { "job.\($0)" }.joined(separator: " and ")
            problems.append(Problem(call.line, "\(names) both say when it runs", fix: "keep one of them"))
        }
        return problems
    }

    /// What cannot be read, and what never fires: by the calendar, or because the clocks skip each of its times.
    private static func cronProblem(_ text: String, _ job: JobDeclaration?) -> (message: String, fix: String)? {
        let settings = job?.schedule ?? [:]
        let rules = ClockRules(gap: settings["gap"].flatMap(ClockRules.Gap.init) ?? .shift)
        do {
            let expression = try CronExpression(text, job: job?.name)
            let schedule = CronSchedule(expression, zone: settings["timezone"].flatMap { Zone($0) } ?? .utc, rules: rules)
            _ = try schedule.occurrences(after: SystemClock.now, count: 1)
            return nil
        } catch {
            return ("job.schedule '\(text)' \(error.problem)", error.fix)
        }
    }

    private static func problem(_ key: String, _ text: String) -> (message: String, fix: String)? {
        switch key {
        case "every", "max_late", "jitter":
            guard Span(text) == nil else { return nil }
            return ("job.\(key) '\(text)' is no span of time", "write a number and a unit: 15m, 6h, 1d")
        case "timezone":
            guard Zone(text) == nil else { return nil }
            return ("job.timezone '\(text)' is no time zone", "write an IANA name such as Europe/Berlin")
        case "at":
            guard CalendarDate(text.prefix(10)) == nil else { return nil }
            return ("job.at '\(text)' is no time", "write a day and a time: 2026-12-01 09:00")
        default: return word(key, text)
        }
    }

    /// Settings that take one of some words, or a whole number, say so in their types.
    private static func word(_ key: String, _ text: String) -> (message: String, fix: String)? {
        guard let setting = JobDeclaration.scheduleSettings.first(where: { $0.name == key }) else { return nil }
        switch LuaTypeNotation(setting.type) {
        case .name("integer"):
            guard Int(text).map({ $0 >= 0 }) != true else { return nil }
            return ("job.\(key) is '\(text)'", "write a whole number")
        case .union(let types):
            let words = types.compactMap { if case .literal(let word) = $0 { word } else { nil } }
            guard !words.contains(text) else { return nil }
            return ("job.\(key) is '\(text)'", "write one of \(words.joined(separator: ", "))")
        default: return nil
        }
    }
}
