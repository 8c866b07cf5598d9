/// Whether a text has the shape of a cron expression: five fields of numbers or names, ranges, lists and steps.
///
/// Source: crontab(5) of Debian. As there, a range may run backwards, and a step follows a range or `*`.
enum CronShape {
    private struct Field {
        let title: String
        let range: ClosedRange<Int>
        var names: [String] = []
    }

    private static let fields = [
        Field(title: "minute", range: 0...59), Field(title: "hour", range: 0...23), Field(title: "day of the month", range: 1...31),
        Field(
            title: "month", range: 1...12,
            names: ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]),
        Field(title: "day of the week", range: 0...7, names: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]),
    ]
    private static let words: Set<String> = ["@hourly", "@daily", "@midnight", "@weekly", "@monthly", "@yearly", "@annually"]

    /// What is wrong with it, to be read after it; nil where nothing is.
    static func problem(_ text: String) -> String? {
        if words.contains(text.lowercased()) { return nil }
        let parts = text.split(whereSeparator: { $0 == " " || $0 == "\t" })
        guard parts.count == fields.count else { return "has \(parts.count) fields and not \(fields.count)" }
        for (part, field) in zip(parts, fields) {
            let isRight = part.split(separator: ",", omittingEmptySubsequences: false).allSatisfy { isItem($0, field) }
            if !isRight { return "has no \(field.title) '\(part)'" }
        }
        return nil
    }

    private static func isItem(_ item: Substring, _ field: Field) -> Bool {
        let halves = item.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        if halves.count == 2 {
            guard let step = number(halves[1]), step > 0 else { return false }
        }
        if halves[0] == "*" { return true }
        let ends = halves[0].split(separator: "-", omittingEmptySubsequences: false)
        let values = ends.compactMap { value($0, field) }
        guard values.count == ends.count, values.count <= 2 else { return false }
        return halves.count == 1 || values.count == 2
    }

    private static func value(_ text: Substring, _ field: Field) -> Int? {
        if let index = field.names.firstIndex(of: text.lowercased()) { return index + field.range.lowerBound }
        return number(text).flatMap { field.range.contains($0) ? $0 : nil }
    }

    private static func number(_ text: Substring) -> Int? {
        text.allSatisfy { $0.isASCII && $0.isNumber } ? Int(text) : nil
    }
}
