public import Contacts

/// Plays a store's own history again, moved to the time that comes, so that its contacts live on: for copies of a store, to see what
/// automations would find to do.
///
/// What imports brought in the last year happens again, an hour at a time: events of the same contacts, changes of their fields, lists and
/// consents, and newcomers under made-up addresses, who are to those who came then what their events are to theirs. A shorter history is
/// played again by whole weeks.
public final class HistoryReplay {
    let store: ContactStore
    let connection: SQLiteConnection
    let zone: Zone
    /// Nil where the store has no history to speak of: nothing happens then.
    public let period: ReplayPeriod?
    public internal(set) var counts = ReplayCounts()
    private let entries: PastEntries
    private var round = 1
    private var upcoming: PastEntry?
    /// The newcomers by those that they were made like.
    var newcomers: [Int64: ContactKey] = [:]
    var ids = UUIDv7Generator()
    var random: SplitMix64

    static let hour: Int64 = 3_600_000

    /// - Parameters:
    ///   - start: the end of the history, and the beginning of the replay.
    ///   - seed: what the ids of newcomers are drawn with.
    public init(_ store: ContactStore, from start: Timestamp, zone: Zone, seed: UInt64) throws {
        self.store = store
        self.zone = zone
        random = SplitMix64(seed: seed)
        let connection = try store.connect(.run)
        self.connection = connection
        (entries, period) = try store.translating {
            let entries = try PastEntries(connection)
            let period = try entries.first(before: start).flatMap { ReplayPeriod(first: $0, end: start, zone: zone) }
            if let period { try entries.find(from: period.start, to: start) }
            return (entries, period)
        }
        counts.leftOut = try store.translating { try entries.leftOut() }
        try store.translating { try beginRound() }
    }

    private func beginRound() throws {
        entries.rewind()
        upcoming = try entries.next()
    }

    /// When it has something to do next: at the end of the hour in which it happens. Nil where there is nothing.
    public var nextDue: Timestamp? { upcoming.flatMap(due) }

    private func due(_ entry: PastEntry) -> Timestamp? {
        guard let at = period?.moved(entry.at, round: round) else { return nil }
        return Timestamp(milliseconds: (at.milliseconds / Self.hour + 1) * Self.hour)
    }

    /// Does all that is due.
    public func play(through now: Timestamp) throws {
        while let due = nextDue, due <= now { try playHour(endingAt: due) }
    }

    private func playHour(endingAt end: Timestamp) throws {
        guard let period else { return }
        let snapshot = try store.snapshot(clock: LogicalClock(now: end, zone: zone))
        let step = ReplayStep(self, period, round, snapshot)
        while let entry = upcoming, due(entry) == end {
            try step.play(entry)
            upcoming = try store.translating { try entries.next() }
        }
        try step.commit(at: end)
        if upcoming == nil {
            round += 1
            try store.translating { try beginRound() }
        }
    }
}
