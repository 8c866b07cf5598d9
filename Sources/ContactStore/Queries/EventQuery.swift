public import Contacts
public import Scheduling

/// Which events of the log, in which order, how many of them.
public struct EventQuery: Hashable, Sendable {
    /// A filter on properties of events alone.
    public var filter: Filter
    /// Empty: in the order in which the events were recorded. Missing values come last either way.
    public var order: [ContactQuery.Order]
    public var limit: Int?
    /// Only events that are in this batch of an event's trigger; what a run stages is in none.
    public var batch: TriggerBatch?

    public init(_ filter: Filter = .all, order: [ContactQuery.Order] = [], limit: Int? = nil, batch: TriggerBatch? = nil) {
        self.filter = filter
        self.order = order
        self.limit = limit
        self.batch = batch
    }
}
