import CoreMetrics
import Metrics
import Scheduler
import Synchronization

/// What the server counts: requests by route and status, how long they took, how many go on.
final class RequestMetrics: Sendable {
    private struct Key: Hashable {
        let route: Route
        let status: Int
    }

    private enum Name {
        static let requests = "lunation_http_requests_total"
        static let duration = "lunation_http_request_duration_seconds"
        static let inFlight = "lunation_http_requests_in_flight"
    }

    private static let durations = [0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

    private let registry: PrometheusRegistry
    private let inFlight: Gauge
    private let timers: [CoreMetrics.Timer]
    /// Made once each: a series is found by its labels' text.
    private let counters = Mutex([Key: Counter]())
    private let running = Atomic(0)

    init(_ registry: PrometheusRegistry) {
        self.registry = registry
        registry.describe(Name.requests, help: "HTTP requests that are answered, by route and status.")
        registry.describe(Name.duration, help: "How long HTTP requests took, by route.", buckets: Self.durations)
        registry.describe(Name.inFlight, help: "HTTP requests that are being answered.")
        inFlight = Gauge(label: Name.inFlight, factory: registry)
        timers = Route.allCases.map {
            CoreMetrics.Timer(label: Name.duration, dimensions: [("route", $0.pattern)], factory: registry)
        }
    }

    func begin() { running.add(1, ordering: .relaxed) }

    func end(_ route: Route, _ status: Int, _ duration: Duration) {
        running.subtract(1, ordering: .relaxed)
        timers[route.rawValue].recordNanoseconds(
            duration.components.attoseconds / 1_000_000_000 + duration.components.seconds * 1_000_000_000)
        let key = Key(route: route, status: status)
        let counter = counters.withLock { counters in
            if let counter = counters[key] { return counter }
            let labels = [("route", route.pattern), ("status", String(status))]
            let counter = Counter(label: Name.requests, dimensions: labels, factory: registry)
            counters[key] = counter
            return counter
        }
        counter.increment()
    }

    /// Everything that the process counts, for Prometheus.
    var text: String {
        inFlight.record(running.load(ordering: .relaxed))
        return registry.text
    }
}
