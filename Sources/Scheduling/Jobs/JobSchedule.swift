public import Contacts

/// The instants at which a job is due by the clock.
public enum JobSchedule: Sendable {
    case cron(CronSchedule)
    case every(IntervalSchedule)
    case at(Timestamp)

    /// The first instant after another; nil where there is none any more.
    public func next(after instant: Timestamp) -> Timestamp? {
        switch self {
        case .cron(let schedule): schedule.next(after: instant)
        case .every(let schedule): schedule.next(after: instant)
        case .at(let time): time > instant ? time : nil
        }
    }
}
