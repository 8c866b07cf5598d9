public import Contacts

extension JobSchedule {
    /// The last instant before another; nil where there is none, or none in the four hundred years before.
    public func previous(before instant: Timestamp) -> Timestamp? {
        switch self {
        case .cron(let schedule): schedule.previous(before: instant)
        case .every(let schedule): Self.previous(before: instant) { schedule.next(after: $0) }
        case .at(let time): time < instant ? time : nil
        }
    }

    /// Searches backwards with what only looks forwards: whether there is an instant between a moment and the end tells on which
    /// side of that moment the last one is.
    private static func previous(before end: Timestamp, next: (Timestamp) -> Timestamp?) -> Timestamp? {
        func fires(after moment: Int64) -> Bool { next(Timestamp(milliseconds: moment)).map { $0 < end } ?? false }
        var reach: Int64 = 1_000
        let longest = Int64(CronSchedule.horizon) * 1_000
        while !fires(after: end.adding(milliseconds: -reach).milliseconds) {
            guard reach < longest else { return nil }
            reach *= 4
        }
        var (low, high) = (end.milliseconds - reach, end.milliseconds)
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if fires(after: middle) { low = middle } else { high = middle }
        }
        return next(Timestamp(milliseconds: low))
    }
}
