import Contacts
import Glibc
import Synchronization

/// Tells the service manager how the scheduler is, by systemd's protocol. Nothing happens where no service manager listens.
/// Source: sd_notify(3), sd_watchdog_enabled(3).
final class ServiceNotifier: Sendable {
    /// A path, or a name behind `@` that is in no file system.
    private let address: String?
    /// How often ``beat(at:)`` has to be called; nil where nobody watches.
    let watchdogInterval: Duration?
    private let last = Mutex<ContinuousClock.Instant?>(nil)

    init(environment: [String: String]) {
        address = environment["NOTIFY_SOCKET"].flatMap { ["/", "@"].contains($0.prefix(1)) && $0.utf8.count > 1 ? $0 : nil }
        let isOurs = environment["WATCHDOG_PID"].map { $0 == String(getpid()) } ?? true
        let limit = environment["WATCHDOG_USEC"].flatMap { Int64($0) }.flatMap { $0 > 0 ? $0 : nil }
        // As systemd recommends: one lost beat ends nothing.
        watchdogInterval = isOurs && address != nil ? limit.map { .microseconds($0) / 2 } : nil
    }

    /// With the process's own environment.
    convenience init() {
        let names = ["NOTIFY_SOCKET", "WATCHDOG_PID", "WATCHDOG_USEC"]
        self.init(
            environment: names.reduce(into: [:]) { values, name in values[name] = getenv(name).map { String(cString: $0) } })
    }

    /// The scheduler works.
    func ready() { send("READY=1") }

    /// The scheduler has begun to end.
    func stopping() { send("STOPPING=1") }

    /// What `systemctl status` shows, in one line.
    func status(_ text: String) { send("STATUS=" + PlainText.line(AddressMask.masked(text))) }

    /// Tells that the scheduler goes round, where it is time to. Whoever does the scheduler's work calls it, so that one that hangs
    /// is ended.
    func beat(at now: ContinuousClock.Instant = .now) {
        guard let watchdogInterval else { return }
        let isDue = last.withLock { last in
            if let last, now - last < watchdogInterval / 2 { return false }
            last = now
            return true
        }
        if isDue { send("WATCHDOG=1") }
    }

    private func send(_ message: String) {
        guard let address else { return }
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        var target = sockaddr_un()
        target.sun_family = sa_family_t(AF_UNIX)
        var name = Array(address.utf8)
        guard name.count < MemoryLayout.size(ofValue: target.sun_path) else { return }
        if name[0] == UInt8(ascii: "@") { name[0] = 0 }
        withUnsafeMutableBytes(of: &target.sun_path) { $0.copyBytes(from: name) }
        // A name that is in no file system ends where it ends; a path ends with a zero.
        let length = MemoryLayout<sockaddr_un>.offset(of: \.sun_path).map { $0 + name.count + (name[0] == 0 ? 0 : 1) } ?? 0
        let bytes = Array(message.utf8)
        // A service manager that is busy must not hold up the scheduler.
        withUnsafePointer(to: &target) { pointer in
            _ = pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                sendto(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT), $0, socklen_t(length))
            }
        }
    }
}
