/// The labels of a series, in the order of their names.
struct PrometheusLabels: Hashable, Sendable, Comparable {
    /// `job="sunset",outcome="failed"`, or nothing.
    let text: String

    /// Of two labels with one name the later counts. A histogram has a label `le` of its own.
    init(_ dimensions: [(String, String)], isHistogram: Bool) {
        var labels: [String: String] = [:]
        for (name, value) in dimensions {
            let name = PrometheusText.labelName(name)
            labels[isHistogram && name == "le" ? "exported_le" : name] = value
        }
        text = labels.sorted { $0.key < $1.key }.map { "\($0)=\"\(PrometheusText.escapedValue($1))\"" }.joined(separator: ",")
    }

    /// The labels as they follow a name, with one more behind them.
    func braced(with more: String? = nil) -> String {
        let all = [text, more ?? ""].filter { !$0.isEmpty }.joined(separator: ",")
        return all.isEmpty ? "" : "{\(all)}"
    }

    static func < (left: Self, right: Self) -> Bool { left.text.utf8.lexicographicallyPrecedes(right.text.utf8) }
}
