public import Contacts

/// A line that a script logged.
public struct LogEntry: Hashable, Sendable {
    public enum Level: String, Sendable, CaseIterable {
        case debug
        case info
        case warning
        case error
    }

    public let level: Level
    public let message: String
    /// In the order of their names.
    public let fields: [String: Value]
    public let script: String?
    public let line: Int?

    /// `info: idle customers contacts=3 (sunset.lua:19)`.
    public var text: String {
        let fields = fields.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
        return "\(level.rawValue): \(message)\(fields)" + (script.map { " (\($0):\(line ?? 0))" } ?? "")
    }
}
