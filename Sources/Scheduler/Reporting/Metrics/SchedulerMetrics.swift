import Contacts
import CoreMetrics
import Scheduling

/// What a scheduler counts and measures.
struct SchedulerMetrics: Sendable {
    private let factory: any MetricsFactory

    private enum Name {
        static let runs = "lunation_runs_total"
        static let duration = "lunation_run_duration_seconds"
        static let lateness = "lunation_run_lateness_seconds"
        static let queueDepth = "lunation_queue_depth"
        static let running = "lunation_running"
        static let workers = "lunation_workers"
        static let losses = "lunation_worker_losses_total"
        static let occurrences = "lunation_occurrences_total"
        static let clockSteps = "lunation_clock_steps_total"
    }

    private static let durations = [0.1, 0.5, 1, 5, 10, 30, 60, 300, 600, 1_800, 3_600]
    private static let latenesses = [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 60, 300, 3_600]

    init(factory: any MetricsFactory = MetricsSystem.factory) {
        self.factory = factory
        guard let registry = factory as? PrometheusRegistry else { return }
        registry.describe(Name.runs, help: "Runs that are done, by job and outcome.")
        registry.describe(Name.duration, help: "How long attempts of runs took.", buckets: Self.durations)
        registry.describe(Name.lateness, help: "How long after they were due runs started.", buckets: Self.latenesses)
        registry.describe(Name.queueDepth, help: "Runs that wait.")
        registry.describe(Name.running, help: "Runs that go on.")
        registry.describe(Name.workers, help: "Worker processes.")
        registry.describe(Name.losses, help: "Workers that ended without telling how their run ended, by reason.")
        registry.describe(Name.occurrences, help: "Instants of schedules, by what became of them.")
        registry.describe(Name.clockSteps, help: "How often somebody has set the system's clock.")
    }

    /// A run that is done, and how long its last attempt took.
    func finished(job: String, _ state: RunState, after duration: Duration) {
        let job = AddressMask.masked(job)
        Counter(label: Name.runs, dimensions: [("job", job), ("outcome", state.rawValue)], factory: factory).increment()
        Timer(label: Name.duration, dimensions: [("job", job)], factory: factory).recordNanoseconds(Self.nanoseconds(duration))
    }

    /// A run that starts, and how long after it was due.
    func started(late lateness: Duration) {
        Timer(label: Name.lateness, factory: factory).recordNanoseconds(Self.nanoseconds(lateness))
    }

    func decided(_ outcome: Occurrence.Outcome) {
        let word =
            switch outcome {
            case .run: "run"
            case .coalesced: "coalesced"
            case .skipped: "skipped"
            }
        Counter(label: Name.occurrences, dimensions: [("outcome", word)], factory: factory).increment()
    }

    /// A worker that ended without telling how its run ended: `crashed`, `killed`, `memory`.
    func lostWorker(_ reason: String) {
        Counter(label: Name.losses, dimensions: [("reason", reason)], factory: factory).increment()
    }

    func clockStepped() { Counter(label: Name.clockSteps, factory: factory).increment() }

    func set(queueDepth: Int, running: Int, workers: Int) {
        for (name, value) in [(Name.queueDepth, queueDepth), (Name.running, running), (Name.workers, workers)] {
            Gauge(label: name, factory: factory).record(value)
        }
    }

    private static func nanoseconds(_ duration: Duration) -> Int64 {
        let (seconds, attoseconds) = duration.components
        let (whole, overflows) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        return overflows ? (seconds < 0 ? .min : .max) : whole &+ attoseconds / 1_000_000_000
    }
}
