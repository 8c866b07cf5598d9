/// The limits that an account's calls keep to.
public struct RateLimits: Hashable, Sendable, CustomStringConvertible {
    /// All calls with one token.
    public var token: RateLimit
    /// Calls of an account's Contacts API.
    public var contacts: RateLimit
    /// Calls of an account's suppressions.
    public var suppressions: RateLimit

    public init(token: RateLimit, contacts: RateLimit, suppressions: RateLimit) {
        self.token = token
        self.contacts = contacts
        self.suppressions = suppressions
    }

    /// Mailtrap's.
    ///
    /// Source: api-docs/rate-limits.md of mailtrap-docs.
    public static let mailtrap = RateLimits(
        token: RateLimit(count: 150, seconds: 10), contacts: RateLimit(count: 200, seconds: 60),
        suppressions: RateLimit(count: 10, seconds: 60))

    /// Three limits in this order: `150/10s,200/60s,10/60s`; nil for anything else.
    public init?(_ text: String) {
        let limits = text.split(separator: ",", omittingEmptySubsequences: false).map { RateLimit($0) }
        guard limits.count == 3, let token = limits[0], let contacts = limits[1], let suppressions = limits[2] else { return nil }
        self.init(token: token, contacts: contacts, suppressions: suppressions)
    }

    public var description: String { "\(token),\(contacts),\(suppressions)" }

    /// The limits in the words of a remote's setting: `mailtrap`, `off` (nil), or three limits.
    public static func setting(_ text: String) -> RateLimits?? {
        switch text {
        case "mailtrap": .some(.mailtrap)
        case "off": .some(nil)
        default: RateLimits(text).map { .some($0) } ?? nil
        }
    }

    /// What is counted, in the order of ``LimiterState/times``, and for each kind of call which of them count it.
    var counters: [RateLimit] { [token, contacts, suppressions] }

    static func counters(of window: RateWindow) -> [Int] {
        switch window {
        case .contacts: [0, 1]
        case .suppressions: [0, 2]
        case .other: [0]
        }
    }
}
