import Glibc

/// What waits for a thread, in order. Any thread adds, one takes.
final class WaitingQueue<Item: Sendable>: @unchecked Sendable {
    private let mutex: UnsafeMutablePointer<pthread_mutex_t> = .allocate(capacity: 1)
    private let condition: UnsafeMutablePointer<pthread_cond_t> = .allocate(capacity: 1)
    // Guarded by the mutex.
    private var items: [Item] = []
    private var isIdle = false
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
            if isIdle { pthread_cond_signal(condition) }
            return true
        }
    }

    /// All that waits; waits for something to come, up to a number of seconds. Nil once it is closed and empty.
    func take(waiting seconds: Int? = nil) -> [Item]? {
        locked {
            isIdle = true
            defer { isIdle = false }
            var deadline = timespec()
            if let seconds {
                clock_gettime(CLOCK_MONOTONIC, &deadline)
                deadline.tv_sec += seconds
            }
            while items.isEmpty, !isClosedNow {
                if seconds == nil {
                    pthread_cond_wait(condition, mutex)
                } else if pthread_cond_timedwait(condition, mutex, &deadline) == ETIMEDOUT {
                    break
                }
            }
            if items.isEmpty, isClosedNow { return nil }
            defer { items = [] }
            return items
        }
    }

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
