import ContactStore
import Contacts

/// Holds a plan against its guards and commits it, or records that it was refused.
struct Committer {
    let workspace: Workspace
    /// Where it is told what an erasure found.
    var log: (LogEntry) -> Void = { _ in }
    /// What carries the requests of the run.
    var webClient: (any WebClient)?

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
        if !plan.summary.requests.isEmpty { try send() }
        return .committed(record, plan)
    }

    /// Sends what is due. The run is committed by now: what cannot be sent stays in the outbox, and is told.
    private func send() throws {
        let counts = try RequestSender(
            workspace: workspace, client: webClient ?? NetworkClient(), secrets: Secrets.load(from: workspace.path)
        ).send()
        func tell(_ status: OutboxItem.Status, _ level: LogEntry.Level, _ words: String) {
            guard let count = counts[status] else { return }
            let message = "\(count) request\(count == 1 ? "" : "s") \(words)"
            log(LogEntry(level: level, message: message, fields: [:], script: nil, line: nil))
        }
        tell(.sent, .info, "sent")
        tell(.pending, .warning, "not sent yet: 'lunation outbox' says why, 'lunation outbox send' or the next run tries again")
        tell(.failed, .error, "refused: 'lunation outbox' says why")
    }
}
