/// What the section `notify` of a workspace's `lunation.yml` says.
public struct NotifyConfiguration: Hashable, Sendable {
    /// Where failures and recoveries of jobs are told.
    public var webhook: String?
    /// The name of the secret that signs them.
    public var secret: String?

    public init() {}
}
