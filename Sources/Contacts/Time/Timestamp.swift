/// An instant in Unix milliseconds, the unit of the Contacts API's `created_at` and `updated_at`.
public struct Timestamp: Hashable, Sendable, Comparable {
    public let milliseconds: Int64

    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// Midnight UTC of a day.
    public init(startOf date: CalendarDate) {
        self.milliseconds = Int64(date.days) * Self.millisecondsADay
    }

    public static let millisecondsADay: Int64 = 86_400_000

    public static func < (left: Self, right: Self) -> Bool { left.milliseconds < right.milliseconds }

    /// The day in UTC.
    public var utcDate: CalendarDate {
        CalendarDate(days: Int(floorDivide(milliseconds, by: Self.millisecondsADay)))
    }

    /// Milliseconds since midnight UTC.
    var millisecondOfDay: Int64 {
        milliseconds - Int64(utcDate.days) * Self.millisecondsADay
    }

    public func adding(milliseconds more: Int64) -> Timestamp { Timestamp(milliseconds: milliseconds + more) }
}

/// Division that rounds towards negative infinity, so that days before 1970 come out right.
func floorDivide(_ number: Int64, by divisor: Int64) -> Int64 {
    let quotient = number / divisor
    return number % divisor < 0 ? quotient - 1 : quotient
}
