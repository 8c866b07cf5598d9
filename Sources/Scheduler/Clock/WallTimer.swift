import CLinux
import Contacts
import Glibc

/// Wakes a poll at an instant of the wall clock, however that is set meanwhile: the kernel compares, and nobody turns a difference of
/// wall clock times into a length of waiting.
final class WallTimer {
    let descriptor: Int32
    private var target: Timestamp?

    init() {
        descriptor = timerfd_create(CLOCK_REALTIME, Int32(TFD_NONBLOCK | TFD_CLOEXEC))
    }

    deinit {
        close(descriptor)
    }

    /// Waits for an instant, or for none. An instant that it has waited for already is not waited for again, so that a clock which
    /// disagrees with the kernel's does not make a loop that never sleeps.
    func arm(_ instant: Timestamp?) {
        guard instant != target else { return }
        target = instant
        var setting = itimerspec()
        if let instant {
            // Zero would disarm it.
            let milliseconds = max(instant.milliseconds, 1)
            setting.it_value = timespec(tv_sec: Int(milliseconds / 1_000), tv_nsec: Int(milliseconds % 1_000) * 1_000_000)
        }
        timerfd_settime(descriptor, Int32(TFD_TIMER_ABSTIME), &setting, nil)
    }

    /// Takes a wake-up note of.
    func clear() {
        var count: UInt64 = 0
        _ = read(descriptor, &count, MemoryLayout<UInt64>.size)
    }
}
