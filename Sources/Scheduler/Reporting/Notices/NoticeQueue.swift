import Glibc

/// The notices that wait, and those that are on their way. Threads take from it what is due.
final class NoticeQueue: @unchecked Sendable {
    struct Item: Sendable {
        let number: Int
        let notice: Notice
        /// Attempts that have ended.
        var attempts = 0
        var dueAt: ContinuousClock.Instant
        var isOnItsWay = false
    }

    static let endedReason = "the scheduler has ended"
    private static let fullReason = "too many are waiting"

    private let capacity: Int
    private let mostPerHost: Int
    private let mutex: UnsafeMutablePointer<pthread_mutex_t> = .allocate(capacity: 1)
    /// On the monotonic clock, which nobody sets.
    private let condition: UnsafeMutablePointer<pthread_cond_t> = .allocate(capacity: 1)
    // Guarded by the mutex. The oldest first.
    private var items: [Item] = []
    private var lastNumber = 0
    private var isClosed = false

    init(_ policy: NoticePolicy) {
        capacity = policy.capacity
        mostPerHost = policy.threadsPerHost
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

    /// Adds a notice; answers the one that is lost for it, and why.
    func add(_ notice: Notice) -> (notice: Notice, reason: String)? {
        locked {
            guard !isClosed else { return (notice, Self.endedReason) }
            var lost: (Notice, String)?
            if items.count >= capacity {
                guard let oldest = items.firstIndex(where: { !$0.isOnItsWay }) else { return (notice, Self.fullReason) }
                lost = (items.remove(at: oldest).notice, Self.fullReason)
            }
            lastNumber += 1
            items.append(Item(number: lastNumber, notice: notice, dueAt: .now))
            pthread_cond_broadcast(condition)
            return lost
        }
    }

    /// Waits for the next notice that is due; nil once the queue is closed.
    func next() -> Item? {
        locked {
            while !isClosed {
                let now = ContinuousClock.now
                var earliest: ContinuousClock.Instant?
                var series: Set<String> = []
                var hosts: [String: Int] = [:]
                for item in items where item.isOnItsWay { hosts[item.notice.host, default: 0] += 1 }
                for index in items.indices where series.insert(items[index].notice.series).inserted {
                    if items[index].isOnItsWay || hosts[items[index].notice.host, default: 0] >= mostPerHost { continue }
                    if items[index].dueAt <= now {
                        items[index].isOnItsWay = true
                        return items[index]
                    }
                    earliest = min(earliest ?? items[index].dueAt, items[index].dueAt)
                }
                wait(earliest.map { $0 - now })
            }
            return nil
        }
    }

    /// Notes how an attempt ended: done with where there is no wait until the next.
    func settle(_ item: Item, retryAfter wait: Duration?) {
        locked {
            guard let index = items.firstIndex(where: { $0.number == item.number }) else { return }
            if let wait {
                items[index].attempts += 1
                items[index].dueAt = .now + wait
                items[index].isOnItsWay = false
            } else {
                items.remove(at: index)
            }
            pthread_cond_broadcast(condition)
        }
    }

    /// Waits until nothing is left, but not longer than this, closes the queue and answers what is left.
    func close(within patience: Duration) -> [Notice] {
        locked {
            let deadline = ContinuousClock.now + patience
            while !items.isEmpty, case let now = ContinuousClock.now, now < deadline { wait(deadline - now) }
            isClosed = true
            pthread_cond_broadcast(condition)
            defer { items = [] }
            return items.map(\.notice)
        }
    }

    private func locked<Result>(_ body: () -> Result) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return body()
    }

    /// Waits for a change, or for a time; nil is for ever.
    private func wait(_ duration: Duration?) {
        guard let duration else {
            pthread_cond_wait(condition, mutex)
            return
        }
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        let (seconds, attoseconds) = max(duration, .zero).components
        let nanoseconds = time.tv_nsec + Int(attoseconds / 1_000_000_000)
        time.tv_sec += Int(seconds) + nanoseconds / 1_000_000_000
        time.tv_nsec = nanoseconds % 1_000_000_000
        pthread_cond_timedwait(condition, mutex, &time)
    }
}
