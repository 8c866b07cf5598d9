public import Contacts

/// The stretch of a store's history that is played again and again, and how far each round is moved.
public struct ReplayPeriod: Hashable, Sendable {
    /// Whole years keep the season, whole weeks the day of the week.
    public enum Unit: String, Sendable {
        case years, weeks
    }

    public let unit: Unit
    /// Years or weeks of one round: one year, or the weeks that there are where the history is shorter.
    public let length: Int
    /// Its first instant; its end is where the replay begins.
    public let start: Timestamp
    let zone: Zone

    /// Nil where there is less than a week of history.
    ///
    /// - Parameter first: when the history begins.
    init?(first: Timestamp, end: Timestamp, zone: Zone) {
        self.zone = zone
        let day = zone.date(of: end)
        let time = Self.timeOfDay(end, zone)
        let year = zone.instant(of: day.adding(months: -12), millisecondOfDay: time)
        if first <= year {
            (unit, length, start) = (.years, 1, year)
            return
        }
        let weeks = Int((end.milliseconds - first.milliseconds) / (7 * Timestamp.millisecondsADay))
        guard weeks > 0 else { return nil }
        (unit, length) = (.weeks, weeks)
        start = zone.instant(of: day.adding(days: -7 * weeks), millisecondOfDay: time)
    }

    /// An instant in a round, counted from 1, at the same time of day by the clocks of the zone.
    func moved(_ instant: Timestamp, round: Int) -> Timestamp {
        zone.instant(of: moved(zone.date(of: instant), round: round), millisecondOfDay: Self.timeOfDay(instant, zone))
    }

    func moved(_ day: CalendarDate, round: Int) -> CalendarDate {
        unit == .years ? day.adding(months: 12 * length * round) : day.adding(days: 7 * length * round)
    }

    private static func timeOfDay(_ instant: Timestamp, _ zone: Zone) -> Int64 {
        let local = instant.milliseconds + zone.offset(at: instant)
        return local - Int64(zone.date(of: instant).days) * Timestamp.millisecondsADay
    }
}
