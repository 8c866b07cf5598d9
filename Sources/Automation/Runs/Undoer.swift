import ContactStore
public import Contacts

/// Takes runs back.
public struct Undoer {
    let workspace: Workspace

    public init(workspace: Workspace) {
        self.workspace = workspace
    }

    /// Undoes a run in one commit that can be undone itself.
    ///
    /// - Parameters:
    ///   - skipsConflicts: undoes what can be undone where some contacts were changed since, and leaves those as they are.
    ///   - resubscribes: gives consent back that the run had withdrawn.
    public func undo(_ run: Int64, now: Timestamp?, skipsConflicts: Bool = false, resubscribes: Bool = false) throws -> UndoOutcome {
        let clock = LogicalClock(now: now ?? SystemClock.now, zone: workspace.configuration.zone)
        let started = SystemClock.now
        let snapshot = try workspace.store.snapshot(clock: clock)
        let report = try snapshot.stageUndo(of: run, resubscribes: resubscribes)
        guard report.conflictCount == 0 || skipsConflicts else { return .conflicting(report) }
        let summary = try snapshot.summary()
        let draft = RunDraft(kind: .undo, name: "undo of run \(run)", startedAt: started, undoes: run)
        return .committed(try snapshot.commit(draft, finishedAt: SystemClock.now), summary, report)
    }
}
