import Contacts

/// How long a failed run waits for its next attempt: twice as long each time, from ten seconds up to an hour, give or take a quarter so
/// that what failed together does not come back together.
struct RetryBackoff {
    static let first: Int64 = 10_000
    static let longest: Int64 = 3_600_000
    /// The longest that is drawn.
    static let longestWait = longest * 5 / 4
    private var random: SplitMix64

    init(seed: UInt64) {
        random = SplitMix64(seed: seed)
    }

    /// Milliseconds after an attempt, counted from 1.
    mutating func wait(after attempt: Int) -> Int64 {
        let exact = min(Self.longest, Self.first << Int64(min(max(attempt - 1, 0), 20)))
        return exact * 3 / 4 + Int64.random(in: 0...exact / 2, using: &random)
    }
}
