public import Contacts

/// Which contacts an export by the API holds: all conditions that are given must hold.
public struct ServedExportFilter: Hashable, Sendable {
    /// Those on any of some lists, which need not exist.
    public var lists: [Int64]?
    public var status: SubscriptionStatus?

    public init(lists: [Int64]? = nil, status: SubscriptionStatus? = nil) {
        self.lists = lists
        self.status = status
    }
}
