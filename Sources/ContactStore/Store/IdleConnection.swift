import Synchronization

/// A connection that its last snapshot has left as it was opened, for the next one: opening a store takes as long as a short run.
final class IdleConnection: @unchecked Sendable {
    private let lock = Mutex(false)
    /// Guarded by the lock; a connection is used by one thread at a time, whichever that is.
    private var connection: SQLiteConnection?

    /// From now on one is kept.
    func turnOn() { lock.withLock { $0 = true } }

    func take() -> SQLiteConnection? {
        lock.withLock { _ in
            defer { connection = nil }
            return connection
        }
    }

    func put(_ used: SQLiteConnection) {
        lock.withLock { if $0 { connection = used } }
    }
}
