public import Contacts

/// What the section `retention` of a workspace's `lunation.yml` says.
public struct RetentionConfiguration: Hashable, Sendable {
    /// How long the queue remembers runs that are done.
    public var runs = Span(400, .day)
    /// How long the logs of runs are kept.
    public var logs = Span(30, .day)

    public init() {}
}
