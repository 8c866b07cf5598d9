public import ContactStore
public import Contacts
public import Scheduling

/// A run of the queue, as a worker does it: planned on a fresh snapshot, held against the guards, and committed in one transaction with
/// the end of the run and the position of its trigger.
public struct ClaimedRun {
    let runner: ScriptRunner
    let script: Script
    let claim: RunClaim

    /// - Parameter options: with the run's clock, arguments and limits.
    public init(workspace: Workspace, script: Script, claim: RunClaim, options: RunOptions) {
        runner = ScriptRunner(workspace: workspace, options: options)
        self.script = script
        self.claim = claim
    }

    /// Does it. Nothing is thrown: however it ends, it ends.
    public func run() -> RunEnd { plan().finish() }

    /// Does all but the commit, for callers by whose clock that comes later.
    public func plan(at started: Timestamp = SystemClock.now) -> PlannedRun { PlannedRun(self, startedAt: started) }
}
