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

    /// The instants that can be written, the years 1 to 9999 in UTC. Arithmetic may lead out of them.
    public static let range =
        Timestamp(
            startOf: CalendarDate.range.lowerBound)...Timestamp(startOf: CalendarDate.range.upperBound).adding(
            milliseconds: millisecondsADay - 1)

    /// The nearest instant that can be written.
    var clamped: Timestamp { min(max(self, Self.range.lowerBound), Self.range.upperBound) }

    /// Milliseconds since midnight UTC.
    var millisecondOfDay: Int64 {
        let rest = milliseconds % Self.millisecondsADay
        return rest < 0 ? rest + Self.millisecondsADay : rest
    }

    /// The instant some milliseconds later; the last or first there is where the sum is larger than 64 bits hold.
    public func adding(milliseconds more: Int64) -> Timestamp {
        let (sum, overflows) = milliseconds.addingReportingOverflow(more)
        return Timestamp(milliseconds: overflows ? (more > 0 ? .max : .min) : sum)
    }
}

/// Division that rounds towards negative infinity, so that days before 1970 come out right.
func floorDivide(_ number: Int64, by divisor: Int64) -> Int64 {
    let quotient = number / divisor
    return number % divisor < 0 ? quotient - 1 : quotient
}
