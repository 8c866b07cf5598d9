import ContactStore
import Contacts
import Scheduling

/// Listens to the scheduler of a simulation, and counts.
final class SimulationRecorder {
    private let queue: RunQueue
    private let days: SimulatedDays
    /// By the jobs' names.
    private(set) var tallies: [String: JobTally] = [:]
    private var collisionFinder = CollisionFinder()
    private var overlapFinder = OverlapFinder()

    init(_ queue: RunQueue, _ days: SimulatedDays, _ jobs: [JobDefinition]) {
        self.queue = queue
        self.days = days
        for job in jobs { tallies[job.name] = JobTally(name: job.name, script: job.script, days: days.count) }
    }

    func tell(_ notice: SchedulerNotice) throws {
        switch notice {
        case .decided(let job, let occurrence): tallies[job]?.decided(occurrence, on: days.day(of: occurrence.at))
        case .started(let run): tallies[run.name]?.started(run)
        case .retrying(let run, _, _): tallies[run.name]?.retried()
        case .ended(let run, let state, let end, _): try ended(run, state, end)
        case .lost: break
        }
    }

    private func ended(_ run: QueuedRun, _ state: RunState, _ end: RunEnd) throws {
        let day = days.day(of: end.startedAt)
        let footprint = state == .succeeded ? try queue.footprint(of: run.id) : nil
        tallies[run.name]?.ended(state, end, footprint, on: day)
        for job in collisionFinder.note(footprint?.contacts ?? [], of: run.name, on: day) { tallies[job]?.collided() }
        for job in overlapFinder.note(run.name, from: end.startedAt, to: end.finishedAt) { tallies[job]?.overlapped() }
    }

    var collisions: [JobCollision] { collisionFinder.collisions }

    /// Events by job for each day, in the order of the jobs' names.
    var events: [(job: String, events: [Int])] {
        tallies.sorted { $0.key < $1.key }.map { ($0.key, $0.value.events) }
    }

    func jobs(_ untaken: (String) -> [UntakenBranch]?) -> [SimulatedJob] {
        tallies.sorted { $0.key < $1.key }.map { $0.value.report(days, untaken($0.key)) }
    }
}
