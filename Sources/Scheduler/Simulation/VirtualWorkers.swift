import Automation
import ContactStore
import Contacts
import Scheduling

/// The workers of a simulation: each has one run at a time, whose script runs at its start and which is committed when by the virtual clock
/// its time is over. So runs that overlap see the contacts as they would, and get into each other's way as they would.
final class VirtualWorkers {
    private let workspace: Workspace
    private let queue: RunQueue
    private let duration: SimulatedDuration
    private let coverage: BranchCoverage
    /// By the workers' numbers.
    private var runs: [Int: VirtualRun] = [:]
    private var scripts: [String: Script] = [:]
    private var lastNumber = 0

    init(_ workspace: Workspace, _ queue: RunQueue, _ duration: SimulatedDuration, _ coverage: BranchCoverage) {
        self.workspace = workspace
        self.queue = queue
        self.duration = duration
        self.coverage = coverage
    }

    /// The number of another worker.
    func start() -> Int {
        lastNumber += 1
        return lastNumber
    }

    /// A worker is no more, and what it was at counts for nothing.
    func kill(_ worker: Int) { runs[worker] = nil }

    var isIdle: Bool { runs.isEmpty }

    /// When one of the runs goes on.
    var nextDue: Timestamp? { runs.values.map(\.at).min() }

    /// Gives a worker a run.
    func begin(_ assignment: RunAssignment, on worker: Int, at now: Timestamp) throws {
        let run = assignment.run
        var options = RunOptions()
        options.now = run.logicalNow
        options.timeLimit = .milliseconds(assignment.timeout)
        options.attempt = run.attempt
        options.trigger = RunTrigger(cause: run.cause, name: run.follows, batch: run.batch)
        options.sampleSize = 0
        options.webClient = SimulatedNetwork()
        options.sendsRequests = false
        let script = try script(run)
        options.onCoverage = coverage.recorder(of: script)
        let claim = RunClaim(run: run.id, lease: run.lease, batch: run.batch)
        let begun = ContinuousClock.now
        let planned = ClaimedRun(workspace: workspace, script: script, claim: claim, options: options).plan(at: now)
        planned.wait()
        let end = now.adding(milliseconds: duration.script(ContinuousClock.now - begun))
        runs[worker] = VirtualRun(run: run, at: end, stage: .planned(planned))
    }

    /// Takes the runs on whose time has come. Answers what there is to tell the scheduler.
    func proceed(to now: Timestamp) -> [WorkerEvent] {
        var events: [WorkerEvent] = []
        while let (worker, next) = runs.min(by: { ($0.value.at, $0.key) < ($1.value.at, $1.key) }), next.at <= now {
            switch next.stage {
            case .planned(let planned):
                let end = finish(planned, at: next.at)
                runs[worker] = VirtualRun(run: next.run, at: max(end.finishedAt, next.at), stage: .ended(end))
            case .ended(let end):
                runs[worker] = nil
                events.append(.ended(worker, run: next.run.id, lease: next.run.lease, end))
            }
        }
        return events
    }

    private func finish(_ planned: PlannedRun, at now: Timestamp) -> RunEnd {
        let begun = ContinuousClock.now
        return planned.finish { [duration] in now.adding(milliseconds: duration.commit(ContinuousClock.now - begun)) }
    }

    private func script(_ run: QueuedRun) throws -> Script {
        if let script = scripts[run.hash] { return script }
        guard let source = try queue.source(hash: run.hash) else {
            throw ScriptError.unreadable(path: run.script, reason: "the store has lost the text of \(run.script)")
        }
        let script = Script(name: run.script, source: source, place: workspace.path + "/" + run.script)
        scripts[run.hash] = script
        return script
    }
}
