/// The series of one name.
struct PrometheusFamily: Sendable {
    enum Kind: String, Sendable {
        case counter
        case gauge
        case histogram
    }

    let kind: Kind
    var series: [PrometheusLabels: any PrometheusSeries] = [:]
}
