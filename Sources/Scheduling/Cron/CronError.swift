/// Why a text is no cron expression, or one that never fires.
public struct CronError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The expression as it was given.
    public let expression: String
    /// Which of its UTF-8 bytes are wrong; all of them where no part is to blame.
    public let position: Range<Int>
    /// What is wrong, to be read after the expression: `has no hour '25'`.
    public let problem: String
    /// What to write in its place.
    public let fix: String

    /// One line: the expression, what is wrong with it, what to write.
    public var description: String { "'\(Self.shown(expression))' \(problem); \(fix)" }

    /// A text as a message quotes it: on one line, and not longer than one.
    static func shown(_ text: String, length: Int = 100) -> String {
        let line = String(text.prefix(length).map { $0.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F } ? $0 : " " })
        return line.count < text.count ? line + "…" : line
    }
}
