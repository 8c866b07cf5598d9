import Automation
import ContactStore
import Contacts
import Dispatch
import Foundation
import Synchronization

/// A script that is run again and again, on a thread of its own.
final class RunningScript: Sendable {
    private let workspace: Workspace
    private let isEnding = Mutex(false)
    private let runs = Mutex(0)
    private let ended = DispatchSemaphore(value: 0)

    init(_ workspace: Workspace) {
        self.workspace = workspace
    }

    func start() {
        let workspace = workspace
        Thread.detachNewThread { [self] in
            while !isEnding.withLock({ $0 }) {
                var runner = ScriptRunner(workspace: workspace)
                runner.options.changeGuard = ChangeGuard([.changes: .percent(100)])
                // A conflict is no error here: its contacts are others' too.
                let outcome = try? runner.run(
                    Script(name: "seen.lua", source: "for c in contact.all():each() do c.seen = (c.seen or 0) + 1 end"))
                if outcome != nil { runs.withLock { $0 += 1 } }
            }
            ended.signal()
        }
    }

    /// Ends it, and answers how many runs were committed.
    func end() -> Int {
        isEnding.withLock { $0 = true }
        ended.wait()
        return runs.withLock { $0 }
    }
}
