public import Contacts

/// How an account's contacts are taken in.
public struct MirrorOptions: Sendable {
    /// When the first of the exports began: what was delivered since then may not be in them.
    public var startedAt: Timestamp
    /// Whether consent that the account has and the workspace has not is raised.
    public var resubscribes = false
    /// How many contacts may be gone from the account at once; shares are of the contacts that were mirrored.
    public var mostDeletions = ChangeGuard.Limit.percent(10)

    public init(startedAt: Timestamp) {
        self.startedAt = startedAt
    }
}
