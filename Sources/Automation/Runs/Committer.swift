import ContactStore
import Contacts

/// Holds a plan against its guards and commits it, or records that it was refused.
struct Committer {
    let workspace: Workspace
    /// Where it is told what an erasure found.
    var log: (LogEntry) -> Void = { _ in }
    /// What carries the requests of the run.
    var webClient: (any WebClient)?
    /// The files that the run has written, which get their names with the commit.
    var transfers: RunTransfers?
    /// Whether the requests of the run go out at once; otherwise they stay in the outbox.
    var sendsRequests = true
    /// Tells when the run is finished.
    var now: () -> Timestamp = { SystemClock.now }

    func commit(_ snapshot: Snapshot, _ plan: Plan, _ draft: RunDraft) throws -> RunOutcome {
        var draft = draft
        draft.job = plan.job
        draft.delivery = plan.eventDelivery
        guard plan.violations.isEmpty else {
            let clock = LogicalClock(now: plan.now, zone: workspace.configuration.zone)
            let summary = ArgumentCoding.text(["refused": plan.violations.map(\.description).joined(separator: "; ")])
            let record = try workspace.store.record(draft, status: .refused, summary: summary, clock: clock, finishedAt: now())
            try snapshot.keepExchanges(of: record.id)
            return .refused(record, plan)
        }
        let erased = try snapshot.stagedErasures()
        let record = try snapshot.commit(draft, finishedAt: now())
        // The run is committed: what fails from here on is told, and does not make it a failure.
        telling("the run is committed, and a file of it could not be written") { try transfers?.finish() }
        telling("the files of the workspace could not all be cleaned after the erasure; the next command that uses the store goes on") {
            guard !erased.isEmpty else { return }
            let report = try WorkspaceEraser(workspace: workspace, addresses: erased).erase()
            for entry in report.entries { log(entry) }
        }
        telling("requests could not be sent; 'lunation outbox send' tries again") {
            if sendsRequests, !plan.summary.requests.isEmpty { try send() }
        }
        return .committed(record, plan)
    }

    private func telling(_ words: String, _ body: () throws -> Void) {
        do {
            try body()
        } catch {
            log(LogEntry(level: .error, message: AddressMask.masked("\(words) (\(error))"), fields: [:], script: nil, line: nil))
        }
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
