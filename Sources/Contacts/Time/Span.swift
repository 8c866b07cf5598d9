/// A length of time as people write it: `30d`, `2w`, `6mo`, `1y`, `12h`, `15m`, `10s`.
///
/// Days, weeks, months and years are calendar units (a day may have 23 hours); the others are exact.
public struct Span: Hashable, Sendable, CustomStringConvertible {
    public enum Unit: String, Sendable, CaseIterable {
        case second = "s"
        case minute = "m"
        case hour = "h"
        case day = "d"
        case week = "w"
        case month = "mo"
        case year = "y"
    }

    public let count: Int
    public let unit: Unit

    public init(_ count: Int, _ unit: Unit) {
        self.count = count
        self.unit = unit
    }

    /// Reads a count and a unit, `30d`; nil for anything else, and for more than a million of a unit.
    public init?(_ text: some StringProtocol) {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard !digits.isEmpty, let count = Int(digits), count <= 1_000_000,
            let unit = Unit(rawValue: String(text.dropFirst(digits.count)))
        else { return nil }
        self.init(count, unit)
    }

    public var description: String { "\(count)\(unit.rawValue)" }

    /// Milliseconds where the unit is exact, nil where it is a calendar unit.
    public var exactMilliseconds: Int64? {
        switch unit {
        case .second: Int64(count) * 1_000
        case .minute: Int64(count) * 60_000
        case .hour: Int64(count) * 3_600_000
        case .day, .week, .month, .year: nil
        }
    }

    /// A day this much later (`sign` 1) or earlier (`sign` -1); hours and less move it by whole days.
    public func moving(_ date: CalendarDate, sign: Int) -> CalendarDate {
        switch unit {
        case .second, .minute, .hour:
            CalendarDate(days: date.days + sign * Int((exactMilliseconds ?? 0) / Timestamp.millisecondsADay))
        case .day: date.adding(days: sign * count)
        case .week: date.adding(days: sign * count * 7)
        case .month: date.adding(months: sign * count)
        case .year: date.adding(months: sign * count * 12)
        }
    }
}
