/// Something that a check found in a script.
public struct Finding: Hashable, Sendable, CustomStringConvertible {
    public enum Severity: String, Sendable {
        /// A run would fail there, or do something that cannot be meant.
        case error
        /// A run goes through, and one day does the wrong thing.
        case warning
    }

    /// The script's name as it was given.
    public let script: String
    public let line: Int
    public let rule: String
    public let severity: Severity
    public let message: String
    /// What to do about it.
    public let fix: String

    /// As in `scripts/x.lua:12: unknown-list: no list 'Vip'; did you mean 'VIP'?`.
    public var description: String { "\(script):\(line): \(rule): \(message); \(fix)" }
}
