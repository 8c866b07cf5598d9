public import Contacts

/// A stretch of time in which a job must not run, by the clock on the wall.
///
/// ```swift
/// let night = try Blackout("22:00-06:00")
/// let weekend = try Blackout("sat,sun")
/// let office = try Blackout("mon-fri 09:00-17:00")
/// let christmas = try Blackout("12-24..01-02")
/// ```
///
/// Days are included, the end of a time is not. A time that ends before it begins goes on into the next day, and belongs to
/// the day on which it begins.
public struct Blackout: Hashable, Sendable, CustomStringConvertible {
    /// As it is written in a script, and stored.
    public let description: String
    let days: BlackoutDays
    /// Minutes of the day; the whole day where it is nil.
    let times: BlackoutTimes?

    /// Reads days (`sat,sun`, `mon-fri`, `2026-12-24`, `2026-12-24..2026-12-27`, `12-24..01-02` of every year), times
    /// (`22:00-06:00`), or both with a blank between them.
    public init(_ text: String) throws(JobError) {
        description = text
        (days, times) = try BlackoutParser(text: text).parse()
    }

    /// Whether an instant lies in it, by the clocks of a zone.
    public func contains(_ instant: Timestamp, in zone: Zone) -> Bool {
        let local = Int(instant.adding(milliseconds: zone.offset(at: instant)).milliseconds)
        let day = floorDivide(local, by: Int(Timestamp.millisecondsADay))
        let today = days.contains(CalendarDate(days: day))
        guard let times else { return today }
        let minute = (local - day * Int(Timestamp.millisecondsADay)) / 60_000
        if !times.isOverMidnight { return today && times.start <= minute && minute < times.end }
        return today && times.start <= minute || minute < times.end && days.contains(CalendarDate(days: day - 1))
    }
}
