import Contacts
import Synchronization

/// A clock that stands still until a test moves it.
final class MovableClock: Sendable {
    private let instant: Mutex<Timestamp>

    init(_ text: String = "2026-06-01T09:00:00Z") {
        instant = Mutex(Timestamp(text) ?? Timestamp(milliseconds: 0))
    }

    var now: Timestamp { instant.withLock { $0 } }

    func advance(milliseconds: Int64) { instant.withLock { $0 = $0.adding(milliseconds: milliseconds) } }
    func advance(seconds: Int64) { advance(milliseconds: seconds * 1_000) }
}
