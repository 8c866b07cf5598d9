import Automation
import Contacts
import Glibc

/// What the machine's clocks say at one moment.
struct ClockReading: Hashable, Sendable {
    /// By which schedules go. It is set forward and back.
    let wall: Timestamp
    /// By which waits and limits go. It stands still while the machine is suspended.
    let uptime: Duration
    /// The same, with the time for which the machine was suspended.
    let boot: Duration

    static var now: ClockReading {
        ClockReading(wall: SystemClock.now, uptime: time(CLOCK_MONOTONIC), boot: time(CLOCK_BOOTTIME))
    }

    private static func time(_ clock: clockid_t) -> Duration {
        var time = timespec()
        clock_gettime(clock, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}
