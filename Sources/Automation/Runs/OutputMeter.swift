import Contacts

/// What a run may still print and log: whoever keeps its lines must not run out of memory or disk for them.
final class OutputMeter {
    /// The longest line, in bytes; the rest of a longer one is left out.
    static let longestLine = 64 << 10

    private let limit: Int
    private let tell: (LogEntry) -> Void
    private var left: Int
    /// Whether nothing more is shown.
    private(set) var isSpent = false

    /// - Parameters:
    ///   - limit: bytes of all lines together.
    ///   - tell: is given one line where the limit is reached.
    init(limit: Int, tell: @escaping (LogEntry) -> Void) {
        self.limit = limit
        self.tell = tell
        left = limit
    }

    /// Begins again, for a session that runs one text after the other.
    func reset() {
        left = limit
        isSpent = false
    }

    /// Counts a line; false where it is not to be shown.
    func takes(_ line: String) -> Bool {
        guard !isSpent else { return false }
        // With its line end.
        left -= line.utf8.count + 1
        guard left >= 0 else {
            isSpent = true
            tell(
                LogEntry(
                    level: .warning,
                    message:
                        "the script has printed and logged more than \(limit) bytes; nothing more of that is shown, and the run goes on",
                    fields: [:], script: nil, line: nil))
            return false
        }
        return true
    }

    /// A text of no more than a number of bytes.
    static func cut(_ text: String, to limit: Int = longestLine) -> String {
        guard text.utf8.count > limit else { return text }
        var end = text.utf8.index(text.startIndex, offsetBy: max(limit, 0))
        while end > text.startIndex, end.samePosition(in: text.unicodeScalars) == nil { end = text.utf8.index(before: end) }
        return text[..<end] + "…"
    }

    /// A line as it is shown. What hides contacts and secrets is given no more than the longest line; where a text was cut, its last
    /// bytes go too: a part of what is to be hidden may stand there, which nobody would know.
    static func line(_ text: String, hiding: (String) -> String) -> String {
        guard text.utf8.count > longestLine else { return hiding(text) }
        let hidden = hiding(cut(text))
        return cut(hidden, to: hidden.utf8.count - longestHidden)
    }

    /// The longest secret or value that a cut may go through, in bytes.
    static let longestHidden = 4_096

    /// The same for an entry with all its fields.
    static func entry(_ entry: LogEntry, hiding: (LogEntry) -> LogEntry) -> LogEntry {
        guard entry.text.utf8.count > longestLine else { return hiding(entry) }
        return cut(hiding(cut(entry)), by: longestHidden)
    }

    /// An entry whose line is no longer than one may be: the rest of its message and of its fields is left out.
    private static func cut(_ entry: LogEntry) -> LogEntry {
        let message = cut(entry.message)
        var rest = longestLine - message.utf8.count
        var fields: [String: Value] = [:]
        for (name, value) in entry.fields.sorted(by: { $0.key < $1.key }) {
            rest -= name.utf8.count + 2
            guard rest > 0 else { break }
            if case .text(let text) = value { fields[name] = .text(cut(text, to: rest)) } else { fields[name] = value }
            rest -= min(value.description.utf8.count, rest)
        }
        return LogEntry(level: entry.level, message: message, fields: fields, script: entry.script, line: entry.line)
    }

    /// An entry whose texts that were cut are shorter still.
    private static func cut(_ entry: LogEntry, by count: Int) -> LogEntry {
        func shorter(_ text: String) -> String { text.hasSuffix("…") ? cut(text, to: text.utf8.count - count) : text }
        let fields = entry.fields.mapValues { value -> Value in
            if case .text(let text) = value { .text(shorter(text)) } else { value }
        }
        return LogEntry(level: entry.level, message: shorter(entry.message), fields: fields, script: entry.script, line: entry.line)
    }
}
