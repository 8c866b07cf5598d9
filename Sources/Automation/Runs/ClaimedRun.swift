public import ContactStore
import Contacts
import Lua
public import Scheduling

/// A run of the queue, as a worker does it: planned on a fresh snapshot, held against the guards, and committed in one transaction with
/// the end of the run and the position of its trigger.
public struct ClaimedRun {
    private let runner: ScriptRunner
    private let script: Script
    private let claim: RunClaim

    /// - Parameter options: with the run's clock, arguments and limits.
    public init(workspace: Workspace, script: Script, claim: RunClaim, options: RunOptions) {
        runner = ScriptRunner(workspace: workspace, options: options)
        self.script = script
        self.claim = claim
    }

    /// Does it. Nothing is thrown: however it ends, it ends.
    public func run() -> RunEnd {
        let started = SystemClock.now
        func end(_ result: RunEnd.Result, _ summary: String = "{}", error: String? = nil, isCommitted: Bool = false) -> RunEnd {
            RunEnd(
                result: result, summary: summary, error: error, startedAt: started, finishedAt: SystemClock.now, isCommitted: isCommitted)
        }
        var veil: DataVeil?
        do {
            var attempt = 1
            while true {
                let (session, plan) = try runner.plan(script, now: runner.options.now ?? started, attempt: attempt, writesFiles: true) {
                    veil = $0
                }
                guard plan.violations.isEmpty else {
                    let reason = plan.violations.map(\.description).joined(separator: "; ")
                    return end(.refused, ArgumentCoding.text(["refused": reason]), error: "refused by the guard: \(reason)")
                }
                // Nothing to write but its end, which its scheduler writes together with those of others.
                if session.snapshot.stagesNothing, !session.context.transfers.hasFiles {
                    return end(.succeeded, try session.snapshot.recordedSummary())
                }
                do {
                    try commit(session, plan, started)
                    return end(.succeeded, isCommitted: true)
                } catch CommitError.conflicts where attempt < ScriptRunner.attempts {
                    attempt += 1
                    ScriptRunner.pause(before: attempt)
                }
            }
        } catch let error as RunError {
            let shown =
                if let veil, case .script(let script) = error { veil.masked(script).description } else { AddressMask.masked("\(error)") }
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

    private func commit(_ session: ScriptSession, _ plan: Plan, _ started: Timestamp) throws {
        try session.context.transfers.seal()
        var draft = RunDraft(
            kind: .run, name: script.name, hash: script.hash, arguments: try runner.argumentsText(), startedAt: started)
        draft.claim = claim
        let committer = Committer(
            workspace: runner.workspace, log: runner.options.log, webClient: runner.options.webClient, transfers: session.context.transfers)
        _ = try committer.commit(session.snapshot, plan, draft)
    }
}
