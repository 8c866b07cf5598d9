import Contacts

/// One setting while it is read, with the words for what is wrong with it.
struct JobSettingValue {
    let name: String
    let setting: JobSetting

    func error(_ problem: String, fix: String) -> JobError { JobError(name, problem, fix: fix) }

    func text() throws(JobError) -> String {
        switch setting {
        case .text(let text) where text.isEmpty: throw error("is empty", fix: "write a text, or leave it out")
        case .text(let text): return text
        case .list: throw error("is a list", fix: "write one text")
        case .table: throw error("is a table", fix: "write a text")
        }
    }

    /// One text, or several different ones.
    func texts() throws(JobError) -> [String] {
        guard case .list(let texts) = setting else { return [try text()] }
        var known: Set<String> = []
        for text in texts {
            if text.isEmpty { throw error("has an empty text", fix: "write a text, or leave it out") }
            if !known.insert(text).inserted { throw error("has \(quoted(text)) twice", fix: "leave one of them out") }
        }
        if texts.isEmpty { throw error("is empty", fix: "write a text in it, or leave it out") }
        return texts
    }

    func word<Words: RawRepresentable<String> & CaseIterable>(_ type: Words.Type) throws(JobError) -> Words {
        let text = try text()
        if let word = Words(rawValue: text) { return word }
        let words = Words.allCases.map(\.rawValue)
        throw error(
            "is \(quoted(text))\(Suggestion.phrase(for: text, in: words))", fix: "write one of \(words.joined(separator: ", "))")
    }

    func integer(from least: Int? = nil) throws(JobError) -> Int {
        let text = try text()
        if let number = Int(text), number >= least ?? number { return number }
        throw error("is \(quoted(text))", fix: least.map { "write a whole number from \($0) on" } ?? "write a whole number")
    }

    /// A span of one of some units.
    func span(_ units: Set<Span.Unit> = Set(Span.Unit.allCases), like example: String = "15m, 6h, 1d") throws(JobError) -> Span {
        let text = try text()
        guard let span = Span(text) else {
            throw error("\(quoted(text)) is no span of time", fix: "write a number and a unit: \(example)")
        }
        guard units.contains(span.unit) else {
            let names = Span.Unit.allCases.filter(units.contains).map(\.rawValue)
            let fix = "write a number and one of the units \(names.joined(separator: ", ")): \(example)"
            throw error("\(quoted(text)) is in a unit that it does not take", fix: fix)
        }
        return span
    }

    /// A span of seconds, minutes, hours or days of 24 hours, in milliseconds.
    func milliseconds() throws(JobError) -> Int64 {
        let span = try span([.second, .minute, .hour, .day], like: "90s, 15m, 6h, 1d")
        return span.exactMilliseconds ?? Int64(span.count) * Timestamp.millisecondsADay
    }

    /// What `concurrency` says: groups, and how many of each.
    func counts() throws(JobError) -> [String: Int] {
        guard case .table(let counts) = setting, !counts.isEmpty else {
            throw error("names no group", fix: "write groups and how many of their runs may go on at once: { api = 2 }")
        }
        for (group, count) in counts.sorted(by: { $0.key < $1.key }) {
            if group.isEmpty { throw error("has a group without a name", fix: "give it a name: { api = 2 }") }
            if count < 1 { throw error("has \(count) for \(quoted(group))", fix: "write a whole number from 1 on") }
        }
        return counts
    }

    func quoted(_ text: String) -> String { "'\(CronError.shown(text))'" }
}
