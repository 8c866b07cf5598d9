import Contacts
import Scheduling

/// A scheduler on a model of a store, with clocks that are set, workers that die and processes that are killed, all by chance.
final class ModelWorld {
    let store = ModelStore()
    let scripts: [JobScript]
    private(set) var core: SchedulerCore<ModelStore>
    private(set) var now: Timestamp
    private let start: Timestamp
    private(set) var uptime = Duration.zero
    private var random: SeededGenerator
    private var workers: [Int: ModelWorker] = [:]
    /// Workers that nobody waits for any more, and that do not know it.
    private var zombies: [ModelWorker] = []
    private var nextWorker = 1
    private(set) var kills = 0
    private(set) var steps = 0
    private(set) var refusedCommits = 0
    var violations: [String] = []
    /// Whether anything goes wrong any more.
    var isCalm = false

    init(scripts: [JobScript], start: Timestamp, random: SeededGenerator) throws {
        self.scripts = scripts
        self.random = random
        now = start
        self.start = start
        core = SchedulerCore(store: store, epoch: try store.takeOver(), options: Self.options, uptime: .zero)
        _ = try core.apply(scripts, now: now)
        hire()
    }

    static let options: SchedulerOptions = {
        var options = SchedulerOptions()
        options.timeout = .seconds(20)
        options.runsPerWorker = 60
        options.renewalLead = 20
        options.batch = 40
        return options
    }()

    private func chance(_ one: Int, in many: Int) -> Bool { !isCalm && Int.random(in: 0..<many, using: &random) < one }

    private func hire() {
        while workers.count < 3 {
            workers[nextWorker] = ModelWorker()
            core.take(.ready(nextWorker))
            nextWorker += 1
        }
    }

    /// One moment: time goes by, things happen, the scheduler takes a step.
    func tick() {
        let passed = Int64.random(in: 1...3_000, using: &random)
        uptime += .milliseconds(passed)
        now = now.adding(milliseconds: passed)
        if chance(1, in: 400) { setClock() }
        if chance(1, in: 60) { fireEvents() }
        if chance(1, in: 500) { cancelSomething() }
        if chance(1, in: 150) { store.fault = Bool.random(using: &random) ? .before : .after }
        work()
        if chance(1, in: 800) { restart() } else { step() }
        check()
    }

    private func setClock() {
        steps += 1
        let sizes: [Int64] = [60_000, 3_600_000, 4 * 3_600_000, 86_400_000]
        let size = (sizes + [0, 0]).randomElement(using: &random) ?? 0
        // Off the true time, or back to it.
        let error = Bool.random(using: &random) ? size : -size
        now = start.adding(milliseconds: Int64(uptime / .milliseconds(1)) + error)
    }

    private func fireEvents() {
        let count = Int.random(in: 1...60, using: &random)
        let names = (0..<count).map { _ in Bool.random(using: &random) ? "Purchase" : "Visit" }
        store.change { $0.state.events += names }
    }

    private func cancelSomething() {
        guard let run = store.state.open.sorted().randomElement(using: &random) else { return }
        store.change { _ = $0.state.cancellations.insert(run) }
    }

    /// The scheduler's process is killed, its workers live on for a while and know nothing.
    private func restart() {
        kills += 1
        zombies += workers.values.filter { !$0.assignments.isEmpty }
        workers = [:]
        begin()
    }

    private func begin() {
        store.fault = nil
        do {
            core = SchedulerCore(store: store, epoch: try store.takeOver(), options: Self.options, uptime: uptime)
            _ = try core.apply(scripts, now: now)
        } catch {
            violations.append("a start failed: \(error)")
        }
        hire()
    }

    private func step() {
        do {
            carryOut(core.watch(uptime))
            carryOut(try core.cycle(now: now, uptime: uptime))
        } catch is ModelStore.Killed {
            // As a disk that is full for a moment: the same process goes on.
            if chance(1, in: 2) { restart() }
        } catch {
            violations.append("a step failed: \(error)")
        }
        hire()
    }

    private func carryOut(_ orders: [SchedulerOrder]) {
        for order in orders {
            switch order {
            case .start(let worker, let assignments): give(assignments, to: worker)
            case .kill(let worker):
                if let dead = workers.removeValue(forKey: worker) {
                    // SIGKILL, though its last commit may be on its way.
                    if dead.isSilent { zombies.append(dead) }
                    core.take(.gone(worker, reason: "was ended by signal 9"))
                }
            case .recall(let worker):
                let waiting = workers[worker]?.assignments.dropFirst().map(\.run.id) ?? []
                workers[worker]?.assignments.removeAll { waiting.contains($0.run.id) }
                core.take(.returned(worker, waiting))
            case .retire(let worker):
                if workers[worker]?.assignments.isEmpty == false { violations.append("a worker was let go that had work") }
                workers[worker] = nil
                core.take(.gone(worker, reason: "ended with exit code 0"))
            case .renew, .tell: break
            }
        }
    }

    private func give(_ assignments: [RunAssignment], to number: Int) {
        guard workers[number] != nil else { return violations.append("a worker that is gone was given work") }
        let wasIdle = workers[number]?.assignments.isEmpty == true
        workers[number]?.assignments += assignments
        if wasIdle { begin(number) }
    }

    private func begin(_ number: Int) {
        guard var worker = workers[number], !worker.assignments.isEmpty else { return }
        let isLong = chance(1, in: 50)
        worker.doneAt = uptime + .milliseconds(Int64.random(in: 1...(isLong ? 40_000 : 400), using: &random))
        worker.result = chance(1, in: 8) ? .failed : chance(1, in: 40) ? .refused : .succeeded
        worker.commits = Bool.random(using: &random)
        workers[number] = worker
    }

    private func work() {
        for number in workers.keys.sorted() {
            guard var worker = workers[number], !worker.assignments.isEmpty else { continue }
            if let until = worker.stoppedUntil {
                if uptime < until { continue }
                worker.stoppedUntil = nil
                workers[number] = worker
            }
            if chance(1, in: 300) {
                // Stopped past its lease.
                workers[number]?.stoppedUntil = uptime + .seconds(15)
            } else if chance(1, in: 200) {
                workers[number] = nil
                core.take(.gone(number, reason: "was ended by signal 11"))
            } else if uptime >= worker.doneAt {
                finish(number, worker)
            } else {
                core.take(.beat(number))
            }
        }
        for zombie in zombies where chance(1, in: 3) || isCalm { commitLate(zombie) }
        if isCalm { zombies = [] }
    }

    private func finish(_ number: Int, _ worker: ModelWorker) {
        let run = worker.assignments[0].run
        var end = RunEnd(result: worker.result, error: worker.result == .succeeded ? nil : "no", startedAt: now, finishedAt: now)
        if worker.result == .succeeded, worker.commits {
            let isHeld = store.change { (try? $0.finish(run, as: .succeeded, end)) ?? false }
            if !isHeld { refusedCommits += 1 }
            end.isCommitted = isHeld
            end.result = isHeld ? .succeeded : .conflicted
        }
        workers[number]?.assignments.removeFirst()
        // It may die between its commit and its word of it.
        if chance(1, in: 60) {
            workers[number] = nil
            core.take(.gone(number, reason: "was ended by signal 9"))
            return
        }
        core.take(.ended(number, run: run.id, lease: run.lease, end))
        begin(number)
    }

    /// A worker of long ago wants to write what it has done: nothing of it may count if the run was given to another.
    private func commitLate(_ zombie: ModelWorker) {
        guard let run = zombie.assignments.first?.run else { return }
        let stored = store.state.runs[run.id]
        let end = RunEnd(result: .succeeded, startedAt: now, finishedAt: now)
        let isHeld = store.change { (try? $0.finish(run, as: .succeeded, end)) ?? false }
        if !isHeld { refusedCommits += 1 }
        if isHeld, stored?.lease != run.lease { violations.append("a run was finished under an old lease") }
    }

    /// What must hold at every moment.
    private func check() {
        let state = store.state
        let running = state.open.compactMap { state.runs[$0] }.filter { $0.state == .running }
        for (job, runs) in Dictionary(grouping: running, by: \.job) {
            guard let job, let record = state.jobs[job] else { continue }
            if record.settings["overlap"] != .text("allow"), runs.count > 1 {
                violations.append("\(record.name) runs \(runs.count) times at once")
            }
        }
        let grouped = running.filter { $0.job.flatMap { state.jobs[$0]?.settings["concurrency"] } != nil }
        if grouped.count > 2 { violations.append("\(grouped.count) runs of a group that may have 2") }
        violations += store.violations
    }

    /// Goes on without any trouble until nothing is left to do.
    func settle() throws {
        isCalm = true
        begin()
        for _ in 0..<20_000 {
            uptime += .milliseconds(500)
            now = now.adding(milliseconds: 500)
            work()
            step()
            check()
            // What failed last may wait for an hour.
            if store.state.open.isEmpty { return }
        }
        violations.append("it never came to rest: \(store.state.open.count) runs are open")
    }
}
