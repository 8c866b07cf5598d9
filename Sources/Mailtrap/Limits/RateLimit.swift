/// At most so many calls in any stretch of time.
public struct RateLimit: Hashable, Sendable, CustomStringConvertible {
    public var count: Int
    public var seconds: Int

    public init(count: Int, seconds: Int) {
        self.count = count
        self.seconds = seconds
    }

    /// `150/10s`, `200/1m`; nil for anything else, and for numbers below one.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let count = Int(parts[0]), count > 0, let unit = parts[1].last, let number = Int(parts[1].dropLast()),
            number > 0, number <= 86_400, count <= 100_000
        else { return nil }
        switch unit {
        case "s": self.init(count: count, seconds: number)
        case "m": self.init(count: count, seconds: 60 * number)
        default: return nil
        }
    }

    public var description: String { "\(count)/\(seconds)s" }
}
