import Glibc

/// A clock that goes on evenly: not set by anybody, and shared by the processes of one machine.
public protocol LimiterClock: Sendable {
    /// Nanoseconds since the machine started.
    var now: Int64 { get }
    /// What tells one start of the machine from another.
    var boot: String { get }
    func sleep(_ nanoseconds: Int64) async throws
}

/// The machine's own: it goes on while the machine sleeps, and steps of the wall clock do not move it.
public struct BootClock: LimiterClock {
    public let boot: String

    public init() {
        var bytes = [UInt8](repeating: 0, count: 36)
        let descriptor = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC)
        let length = descriptor < 0 ? 0 : read(descriptor, &bytes, 36)
        if descriptor >= 0 { close(descriptor) }
        boot = length == 36 ? String(decoding: bytes, as: UTF8.self) : ""
    }

    public var now: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_BOOTTIME, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    public func sleep(_ nanoseconds: Int64) async throws { try await Task.sleep(for: .nanoseconds(nanoseconds)) }
}
