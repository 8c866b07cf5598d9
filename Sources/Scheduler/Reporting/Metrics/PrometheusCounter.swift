import CoreMetrics
import Synchronization

/// A number that only goes up.
final class PrometheusCounter: PrometheusSeries, CounterHandler, FloatingPointCounterHandler {
    private let value = Mutex(0.0)

    func increment(by amount: Int64) { increment(by: Double(amount)) }

    func increment(by amount: Double) {
        guard amount > 0, amount.isFinite else { return }
        value.withLock { $0 += amount }
    }

    func reset() { value.withLock { $0 = 0 } }

    func lines(_ name: String, _ labels: PrometheusLabels) -> String {
        "\(name)\(labels.braced()) \(PrometheusText.number(value.withLock { $0 }))\n"
    }
}
