import Dispatch
import Synchronization

/// Waits for what is done asynchronously: the store is used by one thread, the network by many. What it waits for runs on threads of
/// its own, so that it is no matter whose thread is held up.
enum BlockingCall {
    private final class Box<Result: Sendable>: Sendable {
        let result = Mutex<Result?>(nil)
        let signal = DispatchSemaphore(value: 0)
    }

    private final class Executor: TaskExecutor {
        private let queue = DispatchQueue(label: "lunation.delivery", attributes: .concurrent)

        func enqueue(_ job: consuming ExecutorJob) {
            let job = UnownedJob(job)
            queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
        }
    }

    private static let executor = Executor()

    /// - Parameters:
    ///   - isStopped: whether it is to come to an end; asked every now and then.
    ///   - drain: how long it may go on after that, before it is cancelled.
    static func wait<Result: Sendable>(
        isStopped: () -> Bool, drain: Duration, _ body: @escaping @Sendable () async -> Result
    ) -> Result {
        let box = Box<Result>()
        let task = Task.detached(executorPreference: executor) {
            let result = await body()
            box.result.withLock { $0 = result }
            box.signal.signal()
        }
        var end: ContinuousClock.Instant?
        while box.signal.wait(timeout: .now() + .milliseconds(50)) == .timedOut {
            if end == nil, isStopped() { end = .now + drain }
            if let end, end < .now { task.cancel() }
        }
        guard let result = box.result.withLock({ $0 }) else { preconditionFailure("signalled without a result") }
        return result
    }
}
