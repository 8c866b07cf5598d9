import ContactStore
import Contacts

/// Holds a plan against its guards and commits it, or records that it was refused.
struct Committer {
    let workspace: Workspace
    /// Where it is told what an erasure found.
    var log: (LogEntry) -> Void = { _ in }

    func commit(_ snapshot: Snapshot, _ plan: Plan, _ draft: RunDraft) throws -> RunOutcome {
        guard plan.violations.isEmpty else {
            let clock = LogicalClock(now: plan.now, zone: workspace.configuration.zone)
            let summary = ArgumentCoding.text(["refused": plan.violations.map(\.description).joined(separator: "; ")])
            let record = try workspace.store.record(draft, status: .refused, summary: summary, clock: clock, finishedAt: SystemClock.now)
            return .refused(record, plan)
        }
        let erased = try snapshot.stagedErasures()
        let record = try snapshot.commit(draft, finishedAt: SystemClock.now)
        if !erased.isEmpty {
            let report = try WorkspaceEraser(workspace: workspace, scrubber: AddressScrubber(erased)).erase()
            for entry in report.entries { log(entry) }
        }
        return .committed(record, plan)
    }
}
