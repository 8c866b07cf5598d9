import Glibc

/// What a ``LuaWatchdog``'s thread does: it sleeps until the call is overdue or somebody ends the watch.
final class LuaWatch: @unchecked Sendable {
    private let interrupter: LuaInterrupt
    private let patience: Duration
    private let onSilence: @Sendable () -> Void
    private let mutex: UnsafeMutablePointer<pthread_mutex_t> = .allocate(capacity: 1)
    /// On the monotonic clock, which nobody sets.
    private let condition: UnsafeMutablePointer<pthread_cond_t> = .allocate(capacity: 1)
    /// Guarded by the mutex.
    private var isStopped = false

    /// The longest time between two looks: a limit may become shorter while the script runs.
    private static let longestWait: Duration = .seconds(1)
    /// Between the look that finds a call overdue and the one that believes it: a process that was stopped or starved finds
    /// itself past every limit when it goes on, and the script is to have its chance to end by itself.
    private static let secondLook: Duration = .milliseconds(200)

    init(interrupter: LuaInterrupt, patience: Duration, onSilence: @escaping @Sendable () -> Void) {
        self.interrupter = interrupter
        self.patience = patience
        self.onSilence = onSilence
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

    /// Ends the watch; answers whether it had not ended before.
    func stop() -> Bool {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        guard !isStopped else { return false }
        isStopped = true
        pthread_cond_signal(condition)
        return true
    }

    func run() {
        pthread_mutex_lock(mutex)
        while !isStopped {
            guard isOverdue else {
                wait(min(max(patience - interrupter.overdue, Self.secondLook), Self.longestWait))
                continue
            }
            wait(Self.secondLook)
            guard !isStopped, isOverdue else { continue }
            pthread_mutex_unlock(mutex)
            return onSilence()
        }
        pthread_mutex_unlock(mutex)
    }

    private var isOverdue: Bool { interrupter.overdue > patience }

    private func wait(_ duration: Duration) {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        let nanoseconds = time.tv_nsec + Int(duration / .nanoseconds(1))
        time.tv_sec += nanoseconds / 1_000_000_000
        time.tv_nsec = nanoseconds % 1_000_000_000
        while !isStopped, pthread_cond_timedwait(condition, mutex, &time) == 0 {}
    }
}
