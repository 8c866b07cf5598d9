import Mailtrap
import Synchronization

/// The calls that a limiter let go, with when it did.
final class CallLog: Sendable {
    private let calls = Mutex<[(kind: RateWindow, time: Int64)]>([])

    func add(_ kind: RateWindow, _ time: Int64) { calls.withLock { $0.append((kind, time)) } }
    var all: [(kind: RateWindow, time: Int64)] { calls.withLock { $0 } }
}
