import ContactStore
public import Contacts
import Lua
public import Scheduling

/// A run of the queue whose script has come to its end, and of which nothing is committed yet. Use it on one thread.
public final class PlannedRun {
    private typealias Planned = (session: ScriptSession, plan: Plan)

    private let run: ClaimedRun
    private let startedAt: Timestamp
    private var planned: Result<Planned, any Error>
    private var opened: ScriptSession?
    private var attempt = 1

    init(_ run: ClaimedRun, startedAt: Timestamp) {
        self.run = run
        self.startedAt = startedAt
        planned = .failure(CancellationError())
        plan()
    }

    private func plan() {
        planned = Result {
            try run.runner.plan(run.script, now: run.runner.options.now ?? startedAt, attempt: attempt, writesFiles: true) { opened = $0 }
        }
    }

    /// The time until its commit is not the script's: its limit does not end it.
    public func wait() {
        if case .success(let planned) = planned { planned.session.snapshot.shouldStop = nil }
    }

    /// Commits it, or says why not. Where somebody else has changed its contacts meanwhile, the script runs again.
    ///
    /// - Parameter clock: tells when it is finished.
    public func finish(_ clock: @escaping () -> Timestamp = { SystemClock.now }) -> RunEnd {
        func end(_ result: RunEnd.Result, _ summary: String = "{}", error: String? = nil, isCommitted: Bool = false) -> RunEnd {
            RunEnd(
                result: result, summary: summary, error: error, startedAt: startedAt, finishedAt: clock(), isCommitted: isCommitted)
        }
        do {
            while true {
                let (session, plan) = try planned.get()
                guard plan.violations.isEmpty else {
                    let reason = plan.violations.map(\.description).joined(separator: "; ")
                    keepExchanges()
                    return end(.refused, ArgumentCoding.text(["refused": reason]), error: "refused by the guard: \(reason)")
                }
                // Nothing to write but its end, which its scheduler writes together with those of others.
                if session.snapshot.stagesNothing, !session.context.transfers.hasFiles {
                    return end(.succeeded, try session.snapshot.recordedSummary())
                }
                do {
                    try commit(session, plan, clock)
                    return end(.succeeded, isCommitted: true)
                } catch CommitError.conflicts where attempt < ScriptRunner.attempts {
                    attempt += 1
                    ScriptRunner.pause(before: attempt)
                    self.plan()
                }
            }
        } catch let error as RunError {
            let shown =
                if let veil = opened?.context.veil, case .script(let script) = error {
                    veil.masked(script).description
                } else {
                    AddressMask.masked("\(error)")
                }
            keepExchanges()
            return end(.failed, ArgumentCoding.text(["error": shown]), error: shown)
        } catch let error as CommitError {
            return end(.conflicted, error: AddressMask.masked(error.words(showingData: false)))
        } catch let error as ClaimError {
            return end(.conflicted, error: error.description)
        } catch {
            let shown = AddressMask.masked("\(error)")
            return end(.failed, ArgumentCoding.text(["error": shown]), error: shown)
        }
    }

    /// What it was answered stays with the run, though it commits nothing. Where that cannot be written, the run ends all the same.
    private func keepExchanges() {
        try? opened?.snapshot.keepExchanges(of: run.claim.run, under: run.claim)
    }

    private func commit(_ session: ScriptSession, _ plan: Plan, _ clock: @escaping () -> Timestamp) throws {
        try session.context.transfers.seal()
        let (runner, script) = (run.runner, run.script)
        var draft = RunDraft(
            kind: .run, name: script.name, hash: script.hash, arguments: try runner.argumentsText(), startedAt: startedAt)
        draft.claim = run.claim
        var committer = Committer(
            workspace: runner.workspace, log: runner.options.log, webClient: runner.options.webClient, transfers: session.context.transfers)
        committer.now = clock
        committer.sendsRequests = runner.options.sendsRequests
        _ = try committer.commit(session.snapshot, plan, draft)
    }
}
