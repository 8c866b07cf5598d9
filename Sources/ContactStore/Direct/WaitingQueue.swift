import Glibc

/// What waits for a thread, in order. Any thread adds, one takes.
final class WaitingQueue<Item: Sendable>: @unchecked Sendable {
    private let mutex: UnsafeMutablePointer<pthread_mutex_t> = .allocate(capacity: 1)
    private let condition: UnsafeMutablePointer<pthread_cond_t> = .allocate(capacity: 1)
    // Guarded by the mutex.
    private var items: [Item] = []
    /// How many items the taker waits for; none while it does not wait.
    private var wanted: Int?
    private var isClosedNow = false

    init() {
        pthread_mutex_init(mutex, nil)
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        pthread_cond_init(condition, &attributes)
        pthread_condattr_destroy(&attributes)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    /// False once it is closed: the item is not taken then.
    func add(_ item: Item) -> Bool {
        locked {
            guard !isClosedNow else { return false }
            items.append(item)
            if let wanted, items.count >= wanted { pthread_cond_signal(condition) }
            return true
        }
    }

    /// All that waits, once there is something. Nil once it is closed and empty.
    ///
    /// - Parameters:
    ///   - expected: how many are likely to come soon.
    ///   - instant: how long to wait for so many, in nanoseconds of the monotonic clock.
    func take(expecting expected: Int = 1, until instant: Int64 = 0) -> [Item]? {
        locked {
            if expected > 1 { wait(for: expected, until: instant) }
            wait(for: 1, until: nil)
            return handOut()
        }
    }

    /// All that waits; waits for something to come, up to a number of seconds. Nil once it is closed and empty.
    func take(waiting seconds: Int) -> [Item]? {
        locked {
            wait(for: 1, until: MonotonicTime.now + Int64(seconds) * MonotonicTime.second)
            return handOut()
        }
    }

    private func handOut() -> [Item]? {
        if items.isEmpty, isClosedNow { return nil }
        defer { items = [] }
        return items
    }

    private func wait(for count: Int, until instant: Int64?) {
        wanted = count
        defer { wanted = nil }
        while items.count < count, !isClosedNow {
            if let instant {
                var deadline = timespec(tv_sec: Int(instant / MonotonicTime.second), tv_nsec: Int(instant % MonotonicTime.second))
                if pthread_cond_timedwait(condition, mutex, &deadline) != 0 { return }
            } else {
                pthread_cond_wait(condition, mutex)
            }
        }
    }

    var count: Int { locked { items.count } }

    var isClosed: Bool { locked { isClosedNow } }

    /// What waits is still handed out; nothing is added any more.
    func close() {
        locked {
            isClosedNow = true
            pthread_cond_broadcast(condition)
        }
    }

    private func locked<Result>(_ body: () -> Result) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return body()
    }
}
