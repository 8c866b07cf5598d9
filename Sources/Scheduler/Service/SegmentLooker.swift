import Automation
import ContactStore
import Contacts
import Dispatch
import Logging
import Scheduling
import Synchronization

/// Looks at segments that jobs watch, on a thread of its own: a large base takes a while, and nothing waits for it.
final class SegmentLooker: Sendable {
    private struct State {
        var names: Set<String> = []
        var isOver = false
    }

    private let watch: SegmentWatch
    private let zone: Zone
    private let log: Logger
    private let state = Mutex(State())
    private let signal = DispatchSemaphore(value: 0)

    init(workspace: Workspace, log: Logger) {
        watch = SegmentWatch(store: workspace.store)
        zone = workspace.configuration.zone
        self.log = log
    }

    /// Begins to look, whenever it is asked to.
    func start() {
        ThreadStart { self.run() }.start()
    }

    /// Asks for a look, and comes back at once. Asked again before it has looked, it looks once.
    func look(at names: Set<String>) {
        guard !names.isEmpty else { return }
        let isNew = state.withLock { state in
            defer { state.names.formUnion(names) }
            return state.names.isEmpty
        }
        if isNew { signal.signal() }
    }

    func end() {
        state.withLock { $0.isOver = true }
        signal.signal()
    }

    private func run() {
        while true {
            signal.wait()
            let (names, isOver) = state.withLock { state in
                defer { state.names = [] }
                return (state.names, state.isOver)
            }
            if isOver { return }
            let begun = ContinuousClock.now
            do {
                _ = try watch.look(at: names, clock: LogicalClock(now: SystemClock.now, zone: zone))
            } catch {
                log.warning("segments could not be looked at: \(error)")
            }
            // It takes no more than a tenth of a processor, however often the base changes.
            let pause = min(max((ContinuousClock.now - begun) * 9, .milliseconds(200)), .seconds(60))
            ThreadStart.sleep(pause)
        }
    }
}
