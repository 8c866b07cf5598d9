public import Automation
import ContactStore
import Contacts
import Glibc
import Scheduling

/// Plays the schedule of a workspace ahead, with its scripts, on a copy of its store that is thrown away: the scheduler's own core under a
/// clock that jumps from one instant to the next. The workspace itself is read and never changed, and nothing reaches the network.
///
/// ```swift
/// let simulation = try Simulation(of: workspace, options: SimulationOptions())
/// let report = try simulation.run()
/// ```
public final class Simulation {
    let options: SimulationOptions
    let copy: Workspace
    let start: Timestamp
    let end: Timestamp
    let days: SimulatedDays
    let jobs: [JobScript]
    let brokenScripts: [BrokenScript]
    /// Where the copy is; it goes with the simulation.
    public let folder: TemporaryFolder
    /// How many days it touches.
    public var dayCount: Int { days.count }

    /// Copies the store.
    ///
    /// - Throws: ``SimulationError`` where there is nothing to play, and what keeps the store from being read.
    public init(of workspace: Workspace, options: SimulationOptions) throws {
        self.options = options
        let zone = workspace.configuration.zone
        start = options.start ?? SystemClock.now
        let first = zone.date(of: start)
        end = LogicalClock(now: start, zone: zone).ahead(Span(options.days, .day))
        // A start in the middle of a day ends in the middle of another.
        let last = zone.date(of: end.adding(milliseconds: -1))
        days = SimulatedDays(first: first, count: last.days - first.days + 1, zone: zone)
        folder = try TemporaryFolder()
        copy = try workspace.copy(in: folder)
        // Reading scripts opens the store, which may bring its format up to date: the copy's, then.
        (jobs, brokenScripts) = try Self.chosen(ScriptScanner(workspace: copy).scan(), options.jobs, workspace.scriptsPath)
    }

    var definitions: [JobDefinition] {
        jobs.compactMap { if case .job(let definition, _, _) = $0.content { definition } else { nil } }
    }

    private static func chosen(_ scripts: [JobScript], _ names: [String], _ folder: String) throws -> ([JobScript], [BrokenScript]) {
        var jobs: [String: JobScript] = [:]
        var broken: [BrokenScript] = []
        for script in scripts {
            switch script.content {
            case .job(let definition, _, _): jobs[definition.name] = script
            case .broken(let error): broken.append(BrokenScript(path: script.path, error: error))
            }
        }
        for name in names where jobs[name] == nil { throw SimulationError.noSuchJob(name: name, known: jobs.keys.sorted()) }
        let chosen = jobs.values.filter { script in
            guard case .job(let definition, _, _) = script.content else { return false }
            return names.isEmpty ? definition.isAutomatic : names.contains(definition.name)
        }
        guard !chosen.isEmpty else { throw SimulationError.noJobs(folder: folder) }
        return (chosen.sorted { $0.path < $1.path }, broken)
    }

    /// Plays it.
    ///
    /// - Parameters:
    ///   - stop: ends it before its end.
    ///   - progress: is told each day that begins, counted from 0.
    /// - Throws: ``SimulationError/interrupted`` where it was told to end, and what the store throws.
    public func run(stop: StopSignal? = nil, progress: @escaping (Int) -> Void = { _ in }) throws -> SimulationReport {
        let queue = try RunQueue(store: copy.store)
        // Instants are decided from just before the start on, so that one at the start is among them.
        try queue.rewind(to: start.adding(milliseconds: -1))
        let contacts = try contactCount(at: start)
        let replay = options.stepsContacts ? try HistoryReplay(copy.store, from: start, zone: days.zone, seed: options.seed) : nil
        let coverage = BranchCoverage()
        let recorder = SimulationRecorder(queue, days, definitions)
        let workers = VirtualWorkers(copy, queue, options.duration, coverage)
        let core = SchedulerCore(store: queue, epoch: try queue.takeOver(), options: coreOptions, uptime: .zero)
        let segments = SegmentWatch(store: copy.store)
        let clockwork = Clockwork(core: core, workers: workers, recorder: recorder, replay: replay, segments: segments)
        try clockwork.begin(jobs, workers: workerCount, at: start, zone: days.zone)
        var day = -1
        try clockwork.run(to: end) { now in
            if let stop, stop.requests > 0 { throw SimulationError.interrupted }
            let today = days.day(of: now)
            if today != day { progress(today) }
            day = today
        }
        let hashes = Dictionary(uniqueKeysWithValues: try core.records().values.map { ($0.name, $0.hash) })
        let events = recorder.events
        return SimulationReport(
            start: start, end: end, firstDay: days.first, days: days.count, zone: days.zone, seed: options.seed, workers: workerCount,
            contacts: contacts, contactsAtEnd: try contactCount(at: end), stormShare: options.stormShare, replay: replay?.counts,
            replayPeriod: replay?.period, jobs: recorder.jobs { name in hashes[name].flatMap(coverage.untaken) },
            brokenScripts: brokenScripts, events: (0..<days.count).map { day in events.reduce(0) { $0 + $1.events[day] } },
            storms: StormFinder.storms(events, contacts: contacts, share: options.stormShare, days), collisions: recorder.collisions,
            clockChanges: ClockChangeFinder(days: days).changes(definitions), waitingRuns: core.queuedCount)
    }

    private func contactCount(at now: Timestamp) throws -> Int {
        try copy.store.snapshot(clock: LogicalClock(now: now, zone: days.zone)).contactCount()
    }

    private var workerCount: Int {
        max(1, options.workers ?? copy.configuration.scheduler.workers ?? sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    }

    private var coreOptions: SchedulerOptions {
        var core = SchedulerOptions()
        core.zone = days.zone
        core.timeout = .milliseconds(copy.configuration.timeout.exactMilliseconds ?? 600_000)
        core.seed = options.seed
        // Runs are given ahead to save waiting, of which there is none, and workers are replaced to keep them fresh.
        core.prefetch = 1
        core.runsPerWorker = Int.max / 2
        return core
    }
}
