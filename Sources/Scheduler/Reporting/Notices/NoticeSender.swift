import Automation
import Glibc
import Logging
import Synchronization

/// Tells other systems, on threads of its own: nobody waits for those who are told. What cannot be delivered is logged, and lost.
final class NoticeSender: Sendable {
    private let client: any WebClient
    private let policy: NoticePolicy
    private let log: Logger
    private let queue: NoticeQueue
    private let isStarted = Mutex(false)

    init(client: any WebClient = NetworkClient(), policy: NoticePolicy = NoticePolicy(), log: Logger) {
        self.client = client
        self.policy = policy
        self.log = log
        queue = NoticeQueue(policy)
    }

    deinit {
        _ = queue.close(within: .zero)
    }

    /// Takes a notice, and comes back at once.
    func send(_ notice: Notice) {
        // A workspace that tells nobody has no threads for it.
        isStarted.withLock { isStarted in
            if !isStarted { startThreads() }
            isStarted = true
        }
        if let lost = queue.add(notice) { Self.note(lost.notice, lost.reason, attempts: 0, log) }
    }

    /// Waits, but not longer than this, until everything is delivered or lost, and ends the threads. Answers how much is lost.
    @discardableResult
    func finish(within patience: Duration) -> Int {
        let left = queue.close(within: patience)
        for notice in left { Self.note(notice, NoticeQueue.endedReason, attempts: 0, log) }
        return left.count
    }

    private func startThreads() {
        for _ in 0..<policy.threads {
            let carrier = NoticeCarrier(queue: queue, client: client, policy: policy, log: log)
            var thread = pthread_t()
            let held = Unmanaged.passRetained(carrier)
            let status = pthread_create(
                &thread, nil,
                { context in
                    guard let context else { return nil }
                    Unmanaged<NoticeCarrier>.fromOpaque(context).takeRetainedValue().run()
                    return nil
                }, held.toOpaque())
            if status == 0 { pthread_detach(thread) } else { held.release() }
        }
    }

    static func note(_ lost: Notice, _ reason: String, attempts: Int, _ log: Logger) {
        // The rest of the URL may be all that somebody needs to send notices in our name.
        let metadata: Logger.Metadata = [
            "host": .string(lost.host), "error": .string(reason), "attempts": .stringConvertible(attempts),
        ]
        log.warning("\(lost.subject) was not delivered", metadata: metadata)
    }
}
