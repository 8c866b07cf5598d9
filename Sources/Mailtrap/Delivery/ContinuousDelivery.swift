public import ContactStore
import Foundation
public import Logging
import Synchronization

/// Delivers for as long as a server runs: on a thread of its own, whatever is committed, by whatever process.
///
/// It has the workspace's ``DeliveryLock`` while it delivers, and leaves it to others in between.
public final class ContinuousDelivery: Sendable {
    /// How it is to end.
    private enum End {
        case now
        case whenDelivered
    }

    private let store: ContactStore
    private let folder: String
    private let log: Logger
    private let end = Mutex<End?>(nil)
    private let isOver = DispatchSemaphore(value: 0)

    /// Between two looks for what has been committed.
    private static let pause: Duration = .milliseconds(500)
    /// After a failure that is no passing one.
    private static let longPause: Duration = .seconds(60)

    public init(store: ContactStore, folder: String, log: Logger) {
        (self.store, self.folder, self.log) = (store, folder, log)
    }

    public func start() {
        Thread { self.run() }.start()
    }

    /// Ends it and waits for that: calls that are under way come to their ends, for ten seconds at most.
    ///
    /// - Parameter afterDelivering: whether what is queued is delivered first, as far as the account takes it.
    public func finish(afterDelivering: Bool = false) {
        end.withLock { $0 = afterDelivering ? .whenDelivered : .now }
        isOver.wait()
    }

    private func run() {
        defer { isOver.signal() }
        var queue: DeliveryQueue?
        var api: (remote: Remote, api: ContactsAPI)?
        var lastError = ""
        while end.withLock({ $0 != .now }) {
            var pause = Self.pause
            do {
                let opened = try queue ?? DeliveryQueue(store)
                queue = opened
                let isDone = try !deliver(opened, &api)
                lastError = ""
                if isDone, end.withLock({ $0 == .whenDelivered }) { return }
            } catch {
                // The connection and the token are had anew: either may be what is wrong.
                (queue, api) = (nil, nil)
                let message = "\(error)"
                if message != lastError { log.error("\(message)") }
                lastError = message
                if end.withLock({ $0 == .whenDelivered }) { return }
                pause = Self.longPause
            }
            wait(pause)
        }
    }

    /// Delivers what is queued. False where there is nothing, or another process is at it.
    private func deliver(_ queue: DeliveryQueue, _ known: inout (remote: Remote, api: ContactsAPI)?) throws -> Bool {
        guard try queue.hasWork(), let remote = try store.remote() else { return false }
        guard let lock = DeliveryLock(path: DeliveryLock.path(in: folder), name: "lunation serve") else { return false }
        let api = known?.remote == remote ? known?.api : nil
        let used = try api ?? remote.api(folder: folder)
        known = (remote, used)
        var options = DeliveryOptions()
        options.isStopped = { self.end.withLock { $0 == .now } }
        let report = try withExtendedLifetime(lock) { try DeliveryPusher(queue, channel: used, options: options).push() }
        tell(report)
        return true
    }

    private func tell(_ report: DeliveryReport) {
        var metadata: Logger.Metadata = [:]
        for (name, count) in [
            ("contacts", report.contacts), ("imports", report.imports), ("updates", report.updates), ("deletions", report.deletions),
            ("events", report.events), ("refused", report.refused), ("unknown", report.unknown), ("over_limit", report.overLimit),
        ] where count > 0 { metadata[name] = "\(count)" }
        if !report.isEmpty { log.info("delivered to the account", metadata: metadata) }
        if report.refused + report.unknown > 0 {
            log.warning("the account refused something, or events are of unknown outcome: 'lunation sync status' lists them")
        }
    }

    private func wait(_ duration: Duration) {
        let limit = ContinuousClock.now + duration
        while end.withLock({ $0 == nil }), ContinuousClock.now < limit { Sleep.sleep(.milliseconds(50)) }
    }
}
