import CoreMetrics
import Synchronization

/// How many values lie below each of some bounds, their number and their sum.
final class PrometheusHistogram: PrometheusSeries, RecorderHandler, TimerHandler {
    private struct State {
        /// One for each bound, and one for what is above all of them.
        var counts: [Int64]
        var sum = 0.0
    }

    private let bounds: [Double]
    private let state: Mutex<State>

    init(bounds: [Double]) {
        self.bounds = bounds
        state = Mutex(State(counts: Array(repeating: 0, count: bounds.count + 1)))
    }

    func record(_ value: Int64) { record(Double(value)) }

    func record(_ value: Double) {
        guard !value.isNaN else { return }
        let place = bounds.firstIndex { value <= $0 } ?? bounds.count
        state.withLock { state in
            state.counts[place] += 1
            state.sum += value
        }
    }

    /// A clock that was set back gives times below zero.
    func recordNanoseconds(_ duration: Int64) { record(Double(max(0, duration)) / 1_000_000_000) }

    func lines(_ name: String, _ labels: PrometheusLabels) -> String {
        let state = state.withLock { $0 }
        var (text, total) = ("", Int64(0))
        for (bound, count) in zip(bounds + [.infinity], state.counts) {
            total += count
            text += "\(name)_bucket\(labels.braced(with: "le=\"\(PrometheusText.number(bound))\"")) \(total)\n"
        }
        text += "\(name)_sum\(labels.braced()) \(PrometheusText.number(state.sum))\n"
        return text + "\(name)_count\(labels.braced()) \(total)\n"
    }
}
