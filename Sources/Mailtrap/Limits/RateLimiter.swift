/// Holds calls back until they are within the rate limits.
public protocol RateLimiter: Sendable {
    /// Waits for a place and takes it.
    ///
    /// - Throws: `CancellationError`, or what keeps the limits from being told.
    func acquire(_ window: RateWindow) async throws
    /// Gives no places for a while: the server has asked for that.
    func pause(_ window: RateWindow, for time: Duration) async
}
