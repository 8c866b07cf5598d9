import Lunation

/// A script's log lines on standard error.
enum LogText {
    static func write(_ entry: LogEntry) {
        let fields = entry.fields.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
        let place = entry.script.map { " (\($0):\(entry.line ?? 0))" } ?? ""
        let style = Terminal.standardError.style
        Terminal.standardError.write("\(level(entry.level, style)) \(entry.message)\(fields)\(style.dim(place))\n")
    }

    private static func level(_ level: LogEntry.Level, _ style: Style) -> String {
        switch level {
        case .debug: style.dim("debug:")
        case .info: "info:"
        case .warning: style.yellow("warning:")
        case .error: style.red("error:")
        }
    }
}
