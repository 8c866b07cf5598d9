/// A day of the proleptic Gregorian calendar, without a time or a zone, as in the Contacts API's `date` fields.
///
/// ```swift
/// let day = CalendarDate("1997-01-31")!
/// day.adding(months: 1).description  // "1997-02-28"
/// ```
public struct CalendarDate: Hashable, Sendable, Comparable {
    /// Days since 1970-01-01; negative before it.
    public let days: Int

    public init(days: Int) {
        self.days = days
    }

    /// The day of a year, month (1 to 12) and day of the month, or nil where the calendar has none.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1, day <= Self.length(ofMonth: month, year: year) else {
            return nil
        }
        self.days = Self.days(year: year, month: month, day: day)
    }

    public static func < (left: Self, right: Self) -> Bool { left.days < right.days }

    /// The days that can be written, 0001-01-01 to 9999-12-31. Arithmetic may lead out of them.
    public static let range = CalendarDate(days: -719_162)...CalendarDate(days: 2_932_896)

    /// The nearest day that can be written.
    var clamped: CalendarDate { min(max(self, Self.range.lowerBound), Self.range.upperBound) }

    /// Year, month and day of the month; of the nearest day that can be written where this one is outside of ``range``.
    ///
    /// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`.
    public var components: (year: Int, month: Int, day: Int) {
        let shifted = clamped.days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    /// The same day some months later; the last day of the month where that month is too short.
    public func adding(months: Int) -> CalendarDate {
        let (year, month, day) = components
        let total = year * 12 + (month - 1) + months
        let newYear = total >= 0 ? total / 12 : (total - 11) / 12
        let newMonth = total - newYear * 12 + 1
        let newDay = min(day, Self.length(ofMonth: newMonth, year: newYear))
        return CalendarDate(days: Self.days(year: newYear, month: newMonth, day: newDay))
    }

    public func adding(days more: Int) -> CalendarDate { CalendarDate(days: days + more) }

    static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    /// Which day of the week it is: 0 for Sunday to 6 for Saturday.
    public var weekDay: Int {
        // 1970-01-01 was a Thursday.
        let rest = (days + 4) % 7
        return rest < 0 ? rest + 7 : rest
    }

    /// How many days a month (1 to 12) of a year has.
    public static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Source: as for ``components``, `days_from_civil`.
    static func days(year: Int, month: Int, day: Int) -> Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}
