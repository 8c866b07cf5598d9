import Automation
import Dispatch
import Scheduling
import Synchronization

/// Looks through the scripts of a workspace on a thread of its own: a script may do what it likes before its `job { … }`, for as long
/// as its limits let it.
final class ScriptLooker: Sendable {
    /// What was found.
    struct Scan: Sendable {
        let scripts: [JobScript]
        let folders: [String]
    }

    private struct State {
        var records: [String: JobRecord] = [:]
        var isAsked = false
        var isOver = false
        var found: Scan?
    }

    /// Wakes whoever waits for a scan.
    let pipe = WakePipe()
    private let workspace: Workspace
    private let state = Mutex(State())
    private let signal = DispatchSemaphore(value: 0)

    /// An editor writes a file in several steps.
    private static let patience = Duration.milliseconds(100)

    init(workspace: Workspace) {
        self.workspace = workspace
    }

    /// Begins to look, whenever it is asked to.
    ///
    /// - Parameter records: the jobs of the store by their scripts' paths: a text that is known need not be read again.
    func start(_ records: [String: JobRecord]) {
        state.withLock { $0.records = records }
        ThreadStart { self.run() }.start()
    }

    /// Asks for a look, and comes back at once. Asked again before it has looked, it looks once.
    func look() {
        let isNew = state.withLock { state in
            defer { state.isAsked = true }
            return !state.isAsked
        }
        if isNew { signal.signal() }
    }

    /// What it has found since the last time.
    func take() -> Scan? {
        state.withLock { state in
            defer { state.found = nil }
            return state.found
        }
    }

    func end() {
        state.withLock { $0.isOver = true }
        signal.signal()
    }

    private func run() {
        let scanner = ScriptScanner(workspace: workspace)
        scanner.records = state.withLock { $0.records }
        var isFirst = true
        while true {
            signal.wait()
            if !isFirst { ThreadStart.sleep(Self.patience) }
            isFirst = false
            let isOver = state.withLock { state in
                state.isAsked = false
                return state.isOver
            }
            if isOver { return }
            let scripts = scanner.scan()
            state.withLock { $0.found = Scan(scripts: scripts, folders: scanner.folders) }
            pipe.wake()
        }
    }
}
