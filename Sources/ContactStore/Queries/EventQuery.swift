public import Contacts

/// Which events of the log, in which order, how many of them.
public struct EventQuery: Hashable, Sendable {
    /// A filter on properties of events alone.
    public var filter: Filter
    /// Empty: in the order in which the events were recorded. Missing values come last either way.
    public var order: [ContactQuery.Order]
    public var limit: Int?

    public init(_ filter: Filter = .all, order: [ContactQuery.Order] = [], limit: Int? = nil) {
        self.filter = filter
        self.order = order
        self.limit = limit
    }
}
