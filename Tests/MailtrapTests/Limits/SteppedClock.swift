import Mailtrap
import Synchronization

/// A clock that goes on when it is slept on, and a little at random whenever it is looked at.
final class SteppedClock: LimiterClock {
    let boot: String
    private let state: Mutex<(now: Int64, random: UInt64)>

    init(seed: UInt64, start: Int64 = 1_000_000_000_000, boot: String = "one") {
        self.boot = boot
        state = Mutex((start, seed | 1))
    }

    var now: Int64 {
        state.withLock { state in
            state.random = state.random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            state.now += Int64(state.random >> 40)
            return state.now
        }
    }

    func sleep(_ nanoseconds: Int64) async throws {
        // Of several that sleep at once, time goes on for the one that sleeps least first, more or less.
        state.withLock { $0.now += min(nanoseconds, 200_000_000) }
        await Task.yield()
    }
}
