/// A change set in numbers: what guards judge and plans print.
public struct ChangeSummary: Hashable, Sendable {
    /// Contacts in the snapshot.
    public let base: Int
    /// Contacts of the snapshot with at least one change, deletions included, events and creations not.
    public let changed: Int
    /// Contacts that an event is fired at and that do not change.
    public let onlyFiredAt: Int
    public let groups: [ChangeGroup]
    public let events: [EventGroup]
    /// Events asked for whose key has fired before: left out.
    public let alreadyFired: Int
    /// Requests that are sent once the change set is committed.
    public let requests: [RequestGroup]

    public init(
        base: Int, changed: Int, onlyFiredAt: Int, groups: [ChangeGroup], events: [EventGroup], alreadyFired: Int,
        requests: [RequestGroup] = []
    ) {
        self.requests = requests
        self.base = base
        self.changed = changed
        self.onlyFiredAt = onlyFiredAt
        self.groups = groups
        self.events = events
        self.alreadyFired = alreadyFired
    }

    public var isEmpty: Bool { groups.isEmpty && events.isEmpty && requests.isEmpty }
    public var created: Int { count(.createContact) }
    /// Contacts that go, those that are erased included.
    public var deleted: Int { count(.deleteContact) + count(.eraseContact) }
    public var erased: Int { count(.eraseContact) }
    public var unsubscribed: Int { count(.status, isUpward: false) }
    public var resubscribed: Int { count(.status, isUpward: true) }
    public var fired: Int { events.reduce(0) { $0 + $1.count } }

    public var requested: Int { requests.reduce(0) { $0 + $1.count } }

    private func count(_ kind: ChangeKind, isUpward: Bool? = nil) -> Int {
        groups.reduce(0) { $0 + ($1.kind == kind && $1.isUpward == isUpward ? $1.count : 0) }
    }
}
