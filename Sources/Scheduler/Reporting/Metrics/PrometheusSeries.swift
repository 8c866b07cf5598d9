/// One series of numbers, or of a histogram's numbers.
protocol PrometheusSeries: AnyObject, Sendable {
    /// Its lines in the text format.
    func lines(_ name: String, _ labels: PrometheusLabels) -> String
}
