/// How much patience is had with those who are told.
struct NoticePolicy: Sendable {
    /// How many notices wait at most; the oldest make room.
    var capacity = 1_000
    var attempts = 4
    /// How long the second attempt waits; each later one waits twice as long, give or take a quarter, so that what failed
    /// together does not come back together.
    var firstWait: Duration = .seconds(1)
    /// How many notices are on their way at once.
    var threads = 4
    /// How many of them to one host: one that does not answer does not hold up the others.
    var threadsPerHost = 2

    func wait(afterAttempt attempt: Int) -> Duration {
        firstWait * (1 << min(attempt - 1, 16)) * Double.random(in: 0.75...1.25)
    }
}
