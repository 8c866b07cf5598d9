import Glibc

/// Nanoseconds of the clock that nobody sets.
enum MonotonicTime {
    static let second: Int64 = 1_000_000_000

    static var now: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * second + Int64(time.tv_nsec)
    }
}
