public import CoreMetrics
import Synchronization

/// Keeps the metrics of a process for Prometheus, and writes them in its text format 0.0.4.
///
/// Counters are counters; meters and gauges are gauges; timers, in seconds, and recorders that aggregate are histograms. Characters that
/// a name or a label must not have become `_`. A name that two kinds of metrics claim is the first one's: the other's values
/// are not kept.
public final class PrometheusRegistry: MetricsFactory, Sendable {
    /// The upper bounds of a histogram's buckets where nothing else is said.
    public static let buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3_600]

    private struct State {
        var families: [String: PrometheusFamily] = [:]
        var help: [String: String] = [:]
        var buckets: [String: [Double]] = [:]
    }

    private let state = Mutex(State())

    public init() {}

    /// Says what a metric is, and where its buckets end if it is a histogram; buckets are taken by what is made later.
    public func describe(_ name: String, help: String, buckets: [Double]? = nil) {
        let name = PrometheusText.name(name)
        state.withLock { state in
            state.help[name] = help
            if let buckets { state.buckets[name] = Set(buckets.filter(\.isFinite)).sorted() }
        }
    }

    /// All metrics in text format 0.0.4, sorted by names and labels.
    public var text: String {
        let (families, help) = state.withLock { ($0.families, $0.help) }
        return families.sorted { $0.key < $1.key }.reduce(into: "") { text, family in
            guard !family.value.series.isEmpty else { return }
            if let help = help[family.key] { text += "# HELP \(family.key) \(PrometheusText.escapedHelp(help))\n" }
            text += "# TYPE \(family.key) \(family.value.kind.rawValue)\n"
            for (labels, series) in family.value.series.sorted(by: { $0.key < $1.key }) {
                text += series.lines(family.key, labels)
            }
        }
    }

    /// Writes the text to a file that is there whole or not at all, for a collector that reads files. Anybody may read it, as
    /// collectors have accounts of their own.
    public func writeTextFile(_ path: String) throws {
        try PrometheusTextFile(path: path).write(text)
    }

    public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        series(label, dimensions, .counter) { _ in PrometheusCounter() }
    }

    public func makeFloatingPointCounter(label: String, dimensions: [(String, String)]) -> any FloatingPointCounterHandler {
        series(label, dimensions, .counter) { _ in PrometheusCounter() }
    }

    public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        series(label, dimensions, .gauge) { _ in PrometheusGauge() }
    }

    public func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        if aggregate { return series(label, dimensions, .histogram) { PrometheusHistogram(bounds: $0) } }
        return series(label, dimensions, .gauge) { _ in PrometheusGauge() }
    }

    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        series(label, dimensions, .histogram) { PrometheusHistogram(bounds: $0) }
    }

    public func destroyCounter(_ handler: any CounterHandler) { remove(handler) }
    public func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) { remove(handler) }
    public func destroyMeter(_ handler: any MeterHandler) { remove(handler) }
    public func destroyRecorder(_ handler: any RecorderHandler) { remove(handler) }
    public func destroyTimer(_ handler: any TimerHandler) { remove(handler) }

    /// What is there under a name and labels, or a new one.
    private func series<Series: PrometheusSeries>(
        _ label: String, _ dimensions: [(String, String)], _ kind: PrometheusFamily.Kind, make: ([Double]) -> Series
    ) -> Series {
        let name = PrometheusText.name(label)
        let labels = PrometheusLabels(dimensions, isHistogram: kind == .histogram)
        return state.withLock { state in
            let new = make(state.buckets[name] ?? Self.buckets)
            guard state.families[name, default: PrometheusFamily(kind: kind)].kind == kind else { return new }
            if let known = state.families[name]?.series[labels] as? Series { return known }
            state.families[name, default: PrometheusFamily(kind: kind)].series[labels] = new
            return new
        }
    }

    private func remove(_ handler: AnyObject) {
        state.withLock { state in
            for (name, family) in state.families {
                guard let labels = family.series.first(where: { $0.value === handler })?.key else { continue }
                state.families[name]?.series[labels] = nil
                if family.series.count == 1 { state.families[name] = nil }
            }
        }
    }
}
