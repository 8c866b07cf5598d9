import Lunation

/// A line of a run's log, for people.
enum LogLineText {
    /// `2026-06-01T03:00:01.250Z info: idle customers contacts=3 (scripts/sunset.lua:19)`. A line that was cut short is shown as it is.
    static func text(_ line: String, _ style: Style) -> String {
        guard let line = RunLogLine(line) else { return PlainText.line(line) }
        return style.dim(line.at.description) + " " + coloured(line.text, line.level, style)
    }

    private static func coloured(_ text: String, _ level: String, _ style: Style) -> String {
        let word = level + ":"
        guard text.hasPrefix(word) else { return text }
        let rest = text.dropFirst(word.count)
        return switch LogEntry.Level(rawValue: level) {
        case .debug: style.dim(word) + rest
        case .warning: style.yellow(word) + rest
        case .error: style.red(word) + rest
        case .info, nil: text
        }
    }
}
