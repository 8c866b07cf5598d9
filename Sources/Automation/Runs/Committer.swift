import ContactStore
import Contacts

/// Holds a plan against its guards and commits it, or records that it was refused.
struct Committer {
    let workspace: Workspace

    func commit(_ snapshot: Snapshot, _ plan: Plan, _ draft: RunDraft) throws -> RunOutcome {
        guard plan.violations.isEmpty else {
            let clock = LogicalClock(now: plan.now, zone: workspace.configuration.zone)
            let summary = ArgumentCoding.text(["refused": plan.violations.map(\.description).joined(separator: "; ")])
            let record = try workspace.store.record(draft, status: .refused, summary: summary, clock: clock, finishedAt: SystemClock.now)
            return .refused(record, plan)
        }
        return .committed(try snapshot.commit(draft, finishedAt: SystemClock.now), plan)
    }
}
