/// What a cron expression says: the seconds, minutes, hours, days and months at which it fires by the clock on the wall.
///
/// Five fields (minute, hour, day of the month, month, day of the week), or six with seconds first. A value of this type
/// fires: what never does is refused where it is read. ``CronSchedule`` says at which instants that is in a time zone.
///
/// ```swift
/// let expression = try CronExpression("0 3 * * mon-fri")
/// ```
public struct CronExpression: Hashable, Sendable, CustomStringConvertible {
    /// How the day of the month and the day of the week go together.
    public enum DayRule: Hashable, Sendable {
        /// At least one of the two is not restricted.
        case any
        /// Both are restricted and one begins with `*` (`*/2`): a day must be of both kinds.
        case both
        /// Both are restricted: a day of either kind will do.
        case either
    }

    /// The expression as it was given.
    public let description: String
    public let dayRule: DayRule
    /// Whether it goes by the clock, whatever the clock does: minute or hour begin with `*`, or it fires at several seconds of a
    /// minute. Another has fixed times, which daylight saving may skip or double.
    public let isByTheClock: Bool
    let seconds: CronValues
    let minutes: CronValues
    let hours: CronValues
    let months: CronValues
    let days: CronDays

    /// Reads an expression. `H` in it is a number that hangs on the job's name alone.
    public init(_ text: String, job: String? = nil) throws(CronError) {
        var parser = try CronParser(text, job: job)
        try parser.parse()
        description = text
        dayRule = parser.dayRule
        isByTheClock = parser.isByTheClock
        seconds = parser.values[CronField.second.rawValue]
        minutes = parser.values[CronField.minute.rawValue]
        hours = parser.values[CronField.hour.rawValue]
        months = parser.values[CronField.month.rawValue]
        days = parser.days
    }
}
