import Automation
import ContactStore
import Contacts
import Dispatch
import Logging
import Synchronization

/// Sends the requests of the outbox when they are due, on threads of its own: a host that is slow keeps no worker and no loop waiting.
final class OutboxCarrier: Sendable {
    private struct State {
        var isOver = false
        /// Threads that look or send.
        var busy = 0
    }

    private let workspace: Workspace
    private let client: any WebClient
    private let log: Logger
    private let state = Mutex(State())
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

    /// Whether nothing is due and nothing is being sent.
    var isIdle: Bool {
        get throws {
            // In this order: what one of them takes meanwhile makes it busy first.
            let due = try due() ?? .seconds(1)
            return due > .zero && state.withLock { $0.busy == 0 }
        }
    }

    /// Ends them when they have sent what they are at. What is not answered by then is due again after its lease.
    func end(within patience: Duration) {
        state.withLock { $0.isOver = true }
        look()
        let end = ContinuousClock.now + patience
        while state.withLock({ $0.busy > 0 }), ContinuousClock.now < end { ThreadStart.sleep(.milliseconds(10)) }
    }

    private func run() {
        while begins() {
            var wait = Self.longestWait
            var hasSent = false
            do {
                let due = try due() ?? wait
                wait = min(wait, due)
                if due <= .zero {
                    try send()
                    hasSent = true
                }
            } catch {
                log.warning("requests could not be sent: \(error)")
            }
            state.withLock { $0.busy -= 1 }
            if hasSent { continue }
            _ = signal.wait(timeout: .now() + .milliseconds(Int(wait / .milliseconds(1)) + 1))
            // Several commits are one reason to look.
            while signal.wait(timeout: .now()) == .success {}
        }
    }

    /// Whether a thread has another turn, in which it is busy.
    private func begins() -> Bool {
        state.withLock { state in
            if !state.isOver { state.busy += 1 }
            return !state.isOver
        }
    }

    private func due() throws -> Duration? {
        try workspace.store.nextRequest().map { .milliseconds($0.milliseconds - SystemClock.now.milliseconds) }
    }

    private func send() throws {
        // The settings of secrets are read each time: a token may have been replaced since.
        let counts = try RequestSender(workspace: workspace, client: client).send { state.withLock { $0.isOver } }
        func tell(_ status: OutboxItem.Status, _ level: Logger.Level, _ words: String) {
            guard let count = counts[status] else { return }
            log.log(level: level, "\(count) request\(count == 1 ? "" : "s") \(words)")
        }
        tell(.sent, .debug, "sent")
        tell(.pending, .warning, "not sent yet and tried again: 'lunation outbox' says why")
        tell(.failed, .error, "refused: 'lunation outbox' says why")
    }
}
