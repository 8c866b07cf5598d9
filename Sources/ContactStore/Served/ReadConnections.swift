import Synchronization

/// Connections that are kept for the next reader; as many are open as have read at once, up to a number of them.
final class ReadConnections: @unchecked Sendable {
    private let store: ContactStore
    private let lock = Mutex(())
    /// Guarded by the lock; each is used by one thread at a time.
    private var idle: [ReadConnection] = []

    private static let most = 16

    init(store: ContactStore) {
        self.store = store
    }

    func with<Result>(_ body: (ReadConnection) throws -> Result) throws(StoreError) -> Result {
        try store.readingServed {
            let connection = try lock.withLock { _ in idle.popLast() } ?? ReadConnection(store.connect(.run))
            let result = try body(connection)
            lock.withLock { _ in if idle.count < Self.most { idle.append(connection) } }
            return result
        }
    }
}
