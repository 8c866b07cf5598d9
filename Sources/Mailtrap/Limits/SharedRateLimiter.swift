import Glibc

/// Rate limits that all processes of a workspace keep together, through a file that they lock for the moment of each call.
///
/// A process that dies leaves nothing behind but the calls that it made. In any stretch of a limit's length there are never more calls
/// than it allows, whoever makes them.
public final class SharedRateLimiter<Clock: LimiterClock>: RateLimiter {
    private let path: String
    private let limits: RateLimits
    private let clock: Clock

    /// - Parameter path: the file; it is made where it is missing.
    public init(path: String, limits: RateLimits, clock: Clock) {
        self.path = path
        self.limits = limits
        self.clock = clock
    }

    public func acquire(_ window: RateWindow) async throws {
        while true {
            try Task.checkCancellation()
            guard let wait = try update({ state, now in state.take(window, limits, now: now) }) else { return }
            // Those who wait for one place do not all ask at once.
            try await clock.sleep(wait + Int64.random(in: 0..<20_000_000))
        }
    }

    public func pause(_ window: RateWindow, for time: Duration) async {
        let length = Int64(time / .nanoseconds(1))
        // Where the file cannot be written, the next call says so.
        try? update { state, now in state.pause(window, until: now + length) }
    }

    /// Changes the shared state, alone.
    private func update<Result>(_ body: (inout LimiterState, Int64) -> Result) throws(LimiterError) -> Result {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw LimiterError(path: path, errno) }
        defer { close(descriptor) }
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else { throw LimiterError(path: path, errno) }
        }
        // Behind the lock: whoever waits for it must not come with the time at which it began to wait.
        let now = clock.now
        var state = try read(descriptor, now)
        if state.boot != clock.boot { state.restart(boot: clock.boot) }
        let result = body(&state, now)
        try write(state, descriptor)
        return result
    }

    private func read(_ descriptor: Int32, _ now: Int64) throws(LimiterError) -> LimiterState {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw LimiterError(path: path, errno) }
        if status.st_size == 0 { return LimiterState(boot: clock.boot) }
        var bytes = [UInt8](repeating: 0, count: min(Int(status.st_size), 32 << 20))
        var length = 0
        while length < bytes.count {
            let count = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress! + length, $0.count - length, off_t(length)) }
            guard count > 0 else { break }
            length += count
        }
        let state = length == bytes.count ? LimiterState(bytes: bytes) : nil
        return state ?? .full(limits, boot: clock.boot, now: now)
    }

    private func write(_ state: LimiterState, _ descriptor: Int32) throws(LimiterError) {
        let bytes = state.bytes
        var length = 0
        while length < bytes.count {
            let count = bytes.withUnsafeBytes { pwrite(descriptor, $0.baseAddress! + length, $0.count - length, off_t(length)) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw LimiterError(path: path, errno) }
            length += count
        }
        guard ftruncate(descriptor, off_t(bytes.count)) == 0 else { throw LimiterError(path: path, errno) }
    }
}
