import Automation
import Logging

/// What a thread of a ``NoticeSender`` does. It holds the queue and not the sender, which ends it by being let go.
final class NoticeCarrier: Sendable {
    private let queue: NoticeQueue
    private let client: any WebClient
    private let policy: NoticePolicy
    private let log: Logger

    init(queue: NoticeQueue, client: any WebClient, policy: NoticePolicy, log: Logger) {
        self.queue = queue
        self.client = client
        self.policy = policy
        self.log = log
    }

    func run() {
        while let item = queue.next() {
            let attempts = item.attempts + 1
            switch item.notice.deliver(through: client) {
            case .delivered: queue.settle(item, retryAfter: nil)
            case .failed where attempts < policy.attempts: queue.settle(item, retryAfter: policy.wait(afterAttempt: attempts))
            case .failed(let reason), .refused(let reason):
                NoticeSender.note(item.notice, reason, attempts: attempts, log)
                queue.settle(item, retryAfter: nil)
            }
        }
    }
}
