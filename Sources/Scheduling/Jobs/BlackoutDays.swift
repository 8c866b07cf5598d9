import Contacts

/// The days of a blackout.
enum BlackoutDays: Hashable, Sendable {
    case every
    /// Days of the week as bits, Sunday being the first.
    case weekDays(UInt8)
    case dates(ClosedRange<CalendarDate>)
    /// Days of any year, both included, as hundred times the month and the day; the first may be after the last.
    case yearly(Int, Int)

    func contains(_ day: CalendarDate) -> Bool {
        switch self {
        case .every: return true
        case .weekDays(let days): return days >> UInt8(day.weekDay) & 1 == 1
        case .dates(let range): return range.contains(day)
        case .yearly(let first, let last):
            let (_, month, dayOfMonth) = day.components
            let number = month * 100 + dayOfMonth
            return first <= last ? first <= number && number <= last : first <= number || number <= last
        }
    }

    /// Whether there is no other day.
    var isEvery: Bool {
        switch self {
        case .every: true
        case .weekDays(let days): days == 0x7F
        case .dates: false
        // From the day after a day to that day is a year, too.
        case .yearly(101, 1231): true
        case .yearly(let first, let last): first > last && Self.day(first) == Self.day(last) + 1
        }
    }

    private static func day(_ number: Int) -> Int {
        CalendarDate(year: 2000, month: number / 100, day: number % 100)?.days ?? 0
    }
}
