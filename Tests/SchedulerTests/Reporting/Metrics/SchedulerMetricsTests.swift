import Contacts
import CoreMetrics
import Scheduling
import Testing

@testable import Scheduler

struct SchedulerMetricsTests {
    @Test func everythingIsCountedAndDescribed() throws {
        let registry = PrometheusRegistry()
        let metrics = SchedulerMetrics(factory: registry)
        metrics.finished(job: "sunset", .succeeded, after: .milliseconds(2_500))
        metrics.finished(job: "sunset", .failed, after: .seconds(10_000))
        metrics.finished(job: "ann@example.com", .refused, after: .seconds(1))
        metrics.started(late: .milliseconds(40))
        metrics.started(late: .seconds(-1))
        metrics.set(queueDepth: 7, running: 2, workers: 4)
        metrics.lostWorker("killed")
        metrics.decided(.run(1))
        metrics.decided(.coalesced(into: 1))
        metrics.decided(.skipped(reason: "paused"))
        metrics.decided(.skipped(reason: "overlap"))
        metrics.clockStepped()
        let text = try Exposition(registry.text)
        #expect(text.value("lunation_runs_total", ["job": "sunset", "outcome": "succeeded"]) == 1)
        #expect(text.value("lunation_runs_total", ["job": "sunset", "outcome": "failed"]) == 1)
        #expect(text.value("lunation_runs_total", ["job": "‹email›", "outcome": "refused"]) == 1)
        #expect(text.value("lunation_run_duration_seconds_bucket", ["job": "sunset", "le": "5"]) == 1)
        #expect(text.value("lunation_run_duration_seconds_sum", ["job": "sunset"]) == 10_002.5)
        #expect(text.value("lunation_run_lateness_seconds_bucket", ["le": "0.01"]) == 1)
        #expect(text.value("lunation_run_lateness_seconds_count") == 2)
        #expect(text.value("lunation_queue_depth") == 7 && text.value("lunation_running") == 2 && text.value("lunation_workers") == 4)
        #expect(text.value("lunation_worker_losses_total", ["reason": "killed"]) == 1)
        #expect(text.value("lunation_occurrences_total", ["outcome": "run"]) == 1)
        #expect(text.value("lunation_occurrences_total", ["outcome": "coalesced"]) == 1)
        #expect(text.value("lunation_occurrences_total", ["outcome": "skipped"]) == 2)
        #expect(text.value("lunation_clock_steps_total") == 1)
        #expect(text.types.count == 9 && text.types.keys.allSatisfy { text.help[$0] != nil })
    }
}
