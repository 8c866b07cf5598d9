import Mailtrap
import Synchronization

/// One process's look at a clock, with the time that it saw last.
final class ClockView: LimiterClock {
    private let clock: SteppedClock
    private let seen = Mutex<Int64>(0)

    init(_ clock: SteppedClock) {
        self.clock = clock
    }

    var boot: String { clock.boot }

    var now: Int64 {
        let now = clock.now
        seen.withLock { $0 = now }
        return now
    }

    var last: Int64 { seen.withLock { $0 } }

    func sleep(_ nanoseconds: Int64) async throws { try await clock.sleep(nanoseconds) }
}
