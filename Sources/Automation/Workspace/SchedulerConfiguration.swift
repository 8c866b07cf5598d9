public import Contacts

/// What the section `scheduler` of a workspace's `lunation.yml` says.
public struct SchedulerConfiguration: Hashable, Sendable {
    /// How many runs go on at once; nil is as many as the machine has processors.
    public var workers: Int?
    /// How long a scheduler that is told to end lets its runs go on.
    public var drain = Span(30, .second)
    /// How long a scheduler that does not renew it keeps the workspace.
    public var lease = Span(5, .second)
    /// Where the scheduler itself is announced: the URL of a check of the healthchecks.io protocol.
    public var ping: String?
    /// How often that is done.
    public var pingEvery = Span(1, .minute)
    /// Where metrics are written for Prometheus, in the workspace where it is no absolute path.
    public var metricsFile: String?

    /// More processes than this are a slip.
    static let mostWorkers = 256

    public init() {}

    /// The path of the file of metrics, seen from a workspace's folder.
    public func metricsPath(in folder: String) -> String? {
        metricsFile.map { $0.hasPrefix("/") ? $0 : folder + "/" + $0 }
    }
}
