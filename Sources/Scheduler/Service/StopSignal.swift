import Synchronization

/// How a scheduler is told to end, from any thread: once to let its runs come to their ends, twice to end at once.
public final class StopSignal: Sendable {
    let pipe = WakePipe()
    private let count = Mutex(0)

    public init() {}

    /// Asks for the end; asked again, for the end at once.
    public func stop() {
        count.withLock { $0 += 1 }
        pipe.wake()
    }

    /// Whether it was asked.
    public var isStopped: Bool { requests > 0 }

    /// How often it was asked.
    var requests: Int { count.withLock { $0 } }
}
