public import Contacts

/// How a pull goes about it.
public struct PullOptions: Sendable {
    public var resubscribes = false
    public var mostDeletions = ChangeGuard.Limit.percent(10)
    public var pullsSuppressions = true
    /// Whether a pull that was cut short is forgotten.
    public var restarts = false
    /// How long the account may take for one export.
    public var exportPatience: Duration = .seconds(1_800)

    public init() {}
}
