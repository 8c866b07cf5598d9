import Automation
import ContactStore
import Contacts
import CoreMetrics
import Logging
import Scheduling

/// Tells of what a scheduler does: in the log, in metrics, to those who watch.
final class SchedulerReporter {
    private let workspace: Workspace
    private let log: Logger
    private let metrics: SchedulerMetrics
    private let registry: PrometheusRegistry?
    private let sender: NoticeSender
    private let pinger: Pinger
    private let webhook: Webhook?
    private let logs: RunLogs
    private var definitions: [String: JobDefinition] = [:]
    private var broken: [String: String] = [:]

    /// How much of a run's log an alert has, in bytes.
    private static let tail = 20_000

    init(workspace: Workspace, registry: PrometheusRegistry?, log: Logger) throws {
        self.workspace = workspace
        self.log = log
        let configuration = workspace.configuration
        // The program's own registry where it writes a file and was given none; else whatever the host has.
        self.registry = registry ?? (configuration.scheduler.metricsFile == nil ? nil : PrometheusRegistry())
        metrics = self.registry.map { SchedulerMetrics(factory: $0) } ?? SchedulerMetrics()
        sender = NoticeSender(log: log)
        pinger = Pinger(sender: sender, configuration: configuration, log: log)
        webhook = try Webhook(
            configuration.notify, workspace: workspace.path, secrets: try Secrets.load(from: workspace.path), sender: sender)
        logs = RunLogs(of: workspace)
    }

    func tell(_ notice: SchedulerNotice) {
        switch notice {
        case .started(let run):
            let late = run.startedAt.map { $0.milliseconds - run.dueAt.milliseconds } ?? 0
            metrics.started(late: .milliseconds(late))
            log.debug("\(run.name) run \(run.id) started", metadata: metadata(run))
            if let ping = ping(run) { pinger.start(ping) }
        case .ended(let run, let state, let end, let streak): ended(run, state, end, streak)
        case .retrying(let run, let error, let at):
            var metadata = metadata(run)
            metadata["next_attempt"] = .string(at.description)
            log.warning("\(run.name) run \(run.id) failed and is tried again: \(error)", metadata: metadata)
            note(run, .warning, "attempt \(run.attempt) failed: \(error); it is tried again")
        case .lost(let run, let reason):
            metrics.lostWorker(Self.kind(of: reason))
            log.warning("\(run.name) run \(run.id): its worker \(reason); the run is in the queue again", metadata: metadata(run))
            note(run, .warning, "its worker \(reason); it begins again")
        case .decided(let job, let occurrence):
            metrics.decided(occurrence.outcome)
            if case .skipped(let reason) = occurrence.outcome {
                let metadata: Logger.Metadata = ["job": .string(job), "at": .string(occurrence.at.description)]
                log.info("\(job) is skipped: \(reason)", metadata: metadata)
            }
        }
    }

    private func ended(_ run: QueuedRun, _ state: RunState, _ end: RunEnd, _ streak: StreakChange?) {
        metrics.finished(
            job: run.name, state, after: .milliseconds(end.finishedAt.milliseconds - end.startedAt.milliseconds))
        var metadata = metadata(run)
        metadata["state"] = .string(state.rawValue)
        metadata["ms"] = .stringConvertible(end.finishedAt.milliseconds - end.startedAt.milliseconds)
        let isGood = state == .succeeded
        if isGood {
            log.info("\(run.name) run \(run.id) succeeded", metadata: metadata)
        } else {
            let error = end.error.map { ": \($0)" } ?? ""
            log.log(level: state == .cancelled ? .notice : .error, "\(run.name) run \(run.id) \(state.words)\(error)", metadata: metadata)
            note(run, state == .cancelled ? .warning : .error, "\(state.words)\(error)")
        }
        guard state != .cancelled else { return }
        if let ping = ping(run) {
            if isGood { pinger.success(ping) } else { pinger.fail(ping, log: logs.tail(of: run.id, bytes: Pinger.longestBody)) }
        }
        guard let webhook, let streak else { return }
        guard let kind = WebhookEvent.Kind(succeeded: isGood, streakBefore: streak.before) else { return }
        webhook.send(
            WebhookEvent(
                kind: kind, job: run.name, run: run.id, attempt: run.attempt, error: end.error, scheduledAt: run.logicalNow,
                finishedAt: end.finishedAt, streak: streak.after, logTail: logs.tail(of: run.id, bytes: Self.tail)))
    }

    /// What the scripts are now: those that cannot be read any more, or again, are told once.
    func note(_ scripts: [JobScript], _ definitions: [String: JobDefinition]) {
        self.definitions = definitions
        var broken: [String: String] = [:]
        for script in scripts { if case .broken(let error) = script.content { broken[script.path] = error } }
        for (path, error) in broken.sorted(by: { $0.key < $1.key }) where self.broken[path] != error {
            let isKnown = definitions.values.contains { $0.script == path }
            let rest = isKnown ? "; what was read of it last stays in force" : ""
            log.error("\(path) cannot be read: \(error)\(rest)")
        }
        for path in self.broken.keys.sorted() where broken[path] == nil { log.notice("\(path) can be read again") }
        self.broken = broken
    }

    func measure(queued: Int, running: Int, workers: Int) {
        metrics.set(queueDepth: queued, running: running, workers: workers)
        guard let registry, let path = workspace.configuration.scheduler.metricsPath(in: workspace.path) else { return }
        do {
            try registry.writeTextFile(path)
        } catch {
            log.warning("metrics are not written: \(error)")
        }
    }

    func noteClockStep() { metrics.clockStepped() }

    /// Forgets what is older than the settings say.
    func prune(_ queue: RunQueue, now: Timestamp) throws {
        let clock = LogicalClock(now: now, zone: workspace.configuration.zone)
        let retention = workspace.configuration.retention
        logs.prune(olderThan: clock.ago(retention.logs))
        try queue.prune(before: clock.ago(retention.runs))
    }

    /// Waits a moment for what is still to be told.
    func finish() { sender.finish(within: .seconds(3)) }

    private func metadata(_ run: QueuedRun) -> Logger.Metadata {
        ["run": .stringConvertible(run.id), "job": .string(run.name), "attempt": .stringConvertible(run.attempt)]
    }

    private func ping(_ run: QueuedRun) -> RunPing? {
        guard run.job != nil, let url = definitions[run.name]?.ping else { return nil }
        return RunPing(url: url, job: run.name, run: run.id, workspace: workspace.path)
    }

    private func note(_ run: QueuedRun, _ level: LogEntry.Level, _ message: String) {
        try? logs.open(run.id).note(level, message)
    }

    private static func kind(of reason: String) -> String {
        reason.contains("did not answer") ? "silent" : reason.contains("signal") ? "killed" : "ended"
    }
}
