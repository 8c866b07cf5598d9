import Contacts

/// So many requests in such a time: `150/10s`.
public struct RequestRate: Hashable, Sendable, CustomStringConvertible {
    public let count: Int
    public let seconds: Int64

    public init(count: Int, seconds: Int64) {
        self.count = count
        self.seconds = seconds
    }

    /// Reads `200/60s` or `200/1m`; nil for anything else, and for less than one request or second.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let count = Int(parts[0]), count > 0, let milliseconds = Span(String(parts[1]))?.exactMilliseconds,
            milliseconds >= 1_000, milliseconds % 1_000 == 0
        else { return nil }
        self.init(count: count, seconds: milliseconds / 1_000)
    }

    public var description: String { "\(count)/\(seconds)s" }
}
