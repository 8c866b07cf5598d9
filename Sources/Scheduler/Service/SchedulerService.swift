public import Automation
import ContactStore
import Contacts
import Glibc
public import Logging
import Scheduling

/// Runs the jobs of a workspace until it is told to end: on the thread that calls ``run()``, with worker processes.
///
/// ```swift
/// let service = SchedulerService(
///     workspace: workspace, options: ServiceOptions(workerCommand: ["/usr/local/bin/lunation", "worker"]), stop: stop, log: log)
/// try service.run()
/// ```
public final class SchedulerService {
    let workspace: Workspace
    let options: ServiceOptions
    let stop: StopSignal
    let log: Logger
    let reporter: SchedulerReporter
    let notifier = ServiceNotifier()
    let heartbeat: Heartbeat?
    let pool: WorkerPool
    let scripts: ScriptLooker
    let segments: SegmentLooker
    let outbox: OutboxCarrier
    /// The commit after which segments were looked at last.
    var lookedAt: Int64 = -1
    let timer = WallTimer()
    var rhythm = ServiceRhythm()
    var lock: SchedulerLock?
    /// What was found in the folders of scripts and is not taken in yet.
    var scan: ScriptLooker.Scan?
    /// Whether it knows its jobs.
    var isReady = false
    /// How often it still looks soon whether somebody has committed something.
    var glances = 0
    /// When it was told to end.
    var drainsSince: Duration?

    /// No wait is longer than this: what no event tells is found out by looking.
    static let longestWait: Duration = .seconds(1)

    public init(workspace: Workspace, options: ServiceOptions, stop: StopSignal, log: Logger) throws {
        self.workspace = workspace
        self.options = options
        self.stop = stop
        self.log = log
        let configuration = workspace.configuration.scheduler
        reporter = try SchedulerReporter(workspace: workspace, registry: options.registry, log: log)
        heartbeat = Heartbeat(configuration, log: log)
        let size = options.workers ?? configuration.workers ?? sysconf(Int32(_SC_NPROCESSORS_ONLN))
        pool = WorkerPool(size: max(1, size), command: options.workerCommand)
        scripts = ScriptLooker(workspace: workspace)
        segments = SegmentLooker(workspace: workspace, log: log)
        outbox = OutboxCarrier(workspace: workspace, log: log)
    }

    /// Works until it is told to end.
    ///
    /// - Throws: ``SchedulerError/superseded`` where another scheduler has taken the workspace over, and what keeps it from beginning.
    public func run() throws {
        let queue = try RunQueue(store: workspace.store)
        let watch = try FolderWatch()
        guard try standBy(queue) else { return }
        defer { pool.killAll() }
        let core = SchedulerCore(store: queue, epoch: try queue.takeOver(), options: coreOptions, uptime: ClockReading.now.uptime)
        watch.add(workspace.path)
        watch.add(workspace.scriptsPath)
        try pool.fill()
        scripts.start(try core.records())
        segments.start()
        outbox.start()
        defer {
            scripts.end()
            segments.end()
            outbox.end(within: .seconds(3))
        }
        try loop(core, queue, watch)
        notifier.stopping()
        try finish(core)
        reporter.finish()
    }

    private var coreOptions: SchedulerOptions {
        var options = SchedulerOptions()
        let configuration = workspace.configuration
        options.zone = configuration.zone
        options.lease = .milliseconds(configuration.scheduler.lease.exactMilliseconds ?? 5_000)
        options.timeout = .milliseconds(configuration.timeout.exactMilliseconds ?? 600_000)
        options.seed = UInt64.random(in: 0 ... .max)
        return options
    }

    /// Waits while another scheduler lives. False where it was told to end meanwhile.
    private func standBy(_ queue: RunQueue) throws -> Bool {
        let path = workspace.path + "/.lunation"
        mkdir(path, 0o700)
        var beat = try queue.lastBeat
        var silentSince = ClockReading.now.uptime
        var isTold = false
        while true {
            if let lock = SchedulerLock(path: path + "/scheduler.lock") {
                self.lock = lock
                return true
            }
            if !isTold { log.notice("another scheduler is at work in this workspace; standing by") }
            isTold = true
            var poll = pollfd(fd: stop.pipe.descriptor, events: Int16(POLLIN), revents: 0)
            Glibc.poll(&poll, 1, 500)
            if stop.requests > 0 { return false }
            let seen = try queue.lastBeat
            let uptime = ClockReading.now.uptime
            if seen != beat { (beat, silentSince) = (seen, uptime) }
            // It has the lock and does nothing: it was stopped, and will find that it is no scheduler any more.
            if uptime - silentSince > .milliseconds(workspace.configuration.scheduler.lease.exactMilliseconds ?? 5_000) {
                log.warning("the other scheduler has stopped answering; taking over")
                return true
            }
        }
    }
}
