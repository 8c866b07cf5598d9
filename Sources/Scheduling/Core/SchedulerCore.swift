public import Contacts
import HeapModule

/// The scheduler without a clock, a disk or a process: it is told the time and what workers say, keeps its book in a store that it is
/// given, and answers with what is to be done.
///
/// All that it decides in one ``cycle(now:uptime:)`` is one transaction. What it has in memory is a copy of what the store holds, made
/// again from that whenever a transaction has failed: a crash at any moment is no other case than a start.
///
/// ```swift
/// let core = SchedulerCore(store: queue, epoch: try queue.takeOver(), uptime: uptime)
/// core.take(.ready(1))
/// for order in core.watch(uptime) + (try core.cycle(now: now, uptime: uptime)) { … }
/// ```
public final class SchedulerCore<Store: SchedulerStore> {
    let store: Store
    public let epoch: Int64
    let options: SchedulerOptions
    var zone: Zone { options.zone }

    var jobs: [Int64: JobEntry] = [:]
    var jobsVersion: Int64?
    /// All runs that are not done.
    var runs: [Int64: QueuedRun] = [:]
    /// Every run up to this number is known.
    var lastRun: Int64 = 0
    var due = Heap<DueJob>()
    var waiting = Heap<DueRun>()
    var ready = Heap<ReadyRun>()
    /// Runs that are due and whose group of jobs has as many runs as it may.
    var crowded: [String: [Int64]] = [:]
    var groups: [String: Int] = [:]
    /// The groups that runs count in, as they were when the runs began.
    var groupsOfRuns: [Int64: [String]] = [:]
    /// How long runs of a script take, in milliseconds, by the script's hash; a mean of the last ones.
    var durations: [String: Double] = [:]

    /// The same of all scripts.
    var duration: Double?

    var workers: [Int: WorkerSlot] = [:]
    var events: [WorkerEvent] = []

    var storeChanges: Int64?
    var logEnds: [Int64] = []
    /// Whether what is in memory may differ from the store.
    var isStale = true
    /// Whether runs are given to workers; not so while the scheduler comes to its end.
    public var isDraining = false
    var lastUptime: Duration
    var lastNow: Timestamp?
    var backoff: RetryBackoff
    /// Of the cycle that is going on.
    var orders: [SchedulerOrder] = []

    /// Takes up the work of a scheduler that was there before: runs that its workers had are in the queue again.
    public init(store: Store, epoch: Int64, options: SchedulerOptions = SchedulerOptions(), uptime: Duration) {
        self.store = store
        self.epoch = epoch
        self.options = options
        lastUptime = uptime
        backoff = RetryBackoff(seed: options.seed)
    }

    /// Notes what a worker says, for the next cycle.
    public func take(_ event: WorkerEvent) { events.append(event) }

    /// Runs that workers have.
    public var runningCount: Int { workers.values.reduce(0) { $0 + $1.runs.count } }

    /// Runs that wait.
    public var queuedCount: Int { runs.count - runningCount }

    /// When it has to be called again if nobody says anything; nil where nothing is to come.
    public var nextDue: Timestamp? {
        [due.min?.at, waiting.min?.at].compactMap(\.self).min()
    }

    /// One step: takes in what has happened since the last one, decides, and writes it down in one transaction.
    ///
    /// - Parameters:
    ///   - now: the wall clock's time, by which schedules go.
    ///   - uptime: a monotonic clock's time, by which workers are watched.
    /// - Returns: what is to be done now that it is written.
    /// - Throws: what the store throws; nothing was decided then, and the next cycle does it.
    public func cycle(now: Timestamp, uptime: Duration) throws -> [SchedulerOrder] {
        orders = []
        // A clock that was set back: what waits by it is looked at again.
        if let lastNow, now.milliseconds < lastNow.milliseconds - 1_000 { isStale = true }
        lastNow = now
        let changes = try store.changes
        let isChanged = changes != storeChanges
        guard isStale || isChanged || !events.isEmpty || isAnythingDue(now) else { return [] }
        let (events, workers) = (events, workers)
        let isDurable = events.contains { if case .ended(_, _, _, let end) = $0 { !end.isCommitted } else { false } }
        do {
            try store.transact(epoch: epoch, isDurable: isDurable) { transaction in
                if isStale { try reload(transaction, now) }
                if isChanged || isStale { try takeIn(transaction, now) }
                for event in events { try handle(event, transaction, now, uptime) }
                try decideOccurrences(transaction, now)
                promote(now)
                if !isDraining { try fill(transaction, now, uptime) }
            }
        } catch {
            isStale = true
            self.workers = workers
            throw error
        }
        self.events.removeFirst(events.count)
        isStale = false
        storeChanges = changes
        return orders
    }

    /// Whether nothing runs, and nothing that is queued is due.
    public func isIdle(at now: Timestamp) -> Bool {
        !isStale && events.isEmpty && runningCount == 0 && runs.values.allSatisfy { $0.dueAt > now }
    }

    /// The segments that jobs watch.
    public var watchedSegments: Set<String> {
        var names: Set<String> = []
        for entry in jobs.values where entry.isActive {
            for trigger in entry.logTriggers {
                if case .enter(let name) = trigger { names.insert(name) }
                if case .leave(let name) = trigger { names.insert(name) }
            }
        }
        return names
    }

    /// Another value after each commit to the store that it has seen.
    public var seenCommit: Int64 { logEnds.count > 2 ? logEnds[2] : 0 }

    /// What the jobs are, by their names.
    public var definitions: [String: JobDefinition] {
        jobs.values.reduce(into: [:]) { all, entry in
            if !entry.record.isRemoved, let definition = entry.definition { all[definition.name] = definition }
        }
    }

    /// The jobs of the store, by their scripts' paths.
    public func records() throws -> [String: JobRecord] {
        try store.transact(epoch: epoch, isDurable: false) { transaction in
            try transaction.jobs().reduce(into: [:]) { if !$1.isRemoved { $0[$1.script] = $1 } }
        }
    }

    private func isAnythingDue(_ now: Timestamp) -> Bool {
        nextDue.map { $0 <= now } ?? false
    }
}
