public import Contacts

extension JobDefinition {
    /// The first instant of its schedule after another, by the clock of its zone; nil where there is none any more.
    public func occurrence(after instant: Timestamp) -> CronOccurrence? {
        if case .cron(let schedule) = schedule { return schedule.occurrence(after: instant) }
        return schedule?.next(after: instant).map { CronOccurrence($0, in: zone) }
    }

    /// The first instants of its schedule after another, fewer where there are no more.
    public func occurrences(after instant: Timestamp, count: Int) -> [CronOccurrence] {
        var found: [CronOccurrence] = []
        var last = instant
        while found.count < count, let next = occurrence(after: last) {
            found.append(next)
            last = next.instant
        }
        return found
    }

    /// What keeps it from running at an instant; nil where nothing does.
    public func blackout(at instant: Timestamp) -> Blackout? { blackouts.first { $0.contains(instant, in: zone) } }
}
