import Automation
import ContactStore
import Contacts
import Logging
import Synchronization

/// Tells a check of the healthchecks.io protocol that the scheduler lives.
///
/// Whoever does the scheduler's work calls ``beat(at:)`` as it goes round: a scheduler that hangs is silent, as one that is gone.
final class Heartbeat: Sendable {
    private let url: String
    private let interval: Duration
    /// Its own, so that checks of jobs that do not answer do not hold it up.
    private let sender: NoticeSender
    private let last = Mutex<ContinuousClock.Instant?>(nil)

    init(url: String, every interval: Duration, client: any WebClient = NetworkClient(), log: Logger) {
        self.url = url
        self.interval = interval
        // An old beat is worth nothing where a new one is there.
        sender = NoticeSender(client: client, policy: NoticePolicy(capacity: 2, threads: 1), log: log)
    }

    /// Nil where the workspace has no check for its scheduler.
    convenience init?(_ configuration: SchedulerConfiguration, client: @autoclosure () -> any WebClient = NetworkClient(), log: Logger) {
        guard let url = configuration.ping, let interval = configuration.pingEvery.exactMilliseconds else { return nil }
        self.init(url: url, every: .milliseconds(interval), client: client(), log: log)
    }

    /// Sends a ping where the last one is long enough ago, and comes back at once.
    func beat(at now: ContinuousClock.Instant = .now) {
        let isDue = last.withLock { last in
            if let last, now - last < interval { return false }
            last = now
            return true
        }
        guard isDue else { return }
        sender.send(Notice("ping of the scheduler", to: url, of: url))
    }
}
