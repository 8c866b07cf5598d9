import Automation
import ContactStore
import Contacts
import Dispatch
import Logging
import Synchronization

/// Sends the requests of the outbox when they are due, on threads of its own: a host that is slow keeps no worker and no loop waiting.
final class OutboxCarrier: Sendable {
    private let workspace: Workspace
    private let client: any WebClient
    private let log: Logger
    private let isOver = Mutex(false)
    private let signal = DispatchSemaphore(value: 0)

    /// One that waits for a host that does not answer leaves the others to the rest.
    private static let threads = 4
    /// What no commit of this machine's tells is found by looking.
    private static let longestWait: Duration = .seconds(10)

    init(workspace: Workspace, client: any WebClient = NetworkClient(), log: Logger) {
        self.workspace = workspace
        self.client = client
        self.log = log
    }

    func start() {
        for _ in 0..<Self.threads { ThreadStart { self.run() }.start() }
    }

    /// Says that somebody has committed something.
    func look() {
        for _ in 0..<Self.threads { signal.signal() }
    }

    /// Ends them when they have sent what they are at, which nobody waits for: what is cut short is due again after its lease.
    func end() {
        isOver.withLock { $0 = true }
        look()
    }

    private func run() {
        while !isOver.withLock({ $0 }) {
            var wait = Self.longestWait
            do {
                let next = try workspace.store.nextRequest()
                let due = next.map { Duration.milliseconds($0.milliseconds - SystemClock.now.milliseconds) }
                if let due, due <= .zero {
                    try send()
                    continue
                }
                wait = min(wait, due ?? wait)
            } catch {
                log.warning("requests could not be sent: \(error)")
            }
            _ = signal.wait(timeout: .now() + .milliseconds(Int(wait / .milliseconds(1)) + 1))
            // Several commits are one reason to look.
            while signal.wait(timeout: .now()) == .success {}
        }
    }

    private func send() throws {
        // The settings of secrets are read each time: a token may have been replaced since.
        let counts = try RequestSender(workspace: workspace, client: client).send { isOver.withLock { $0 } }
        func tell(_ status: OutboxItem.Status, _ level: Logger.Level, _ words: String) {
            guard let count = counts[status] else { return }
            log.log(level: level, "\(count) request\(count == 1 ? "" : "s") \(words)")
        }
        tell(.sent, .debug, "sent")
        tell(.pending, .warning, "not sent yet and tried again: 'lunation outbox' says why")
        tell(.failed, .error, "refused: 'lunation outbox' says why")
    }
}
