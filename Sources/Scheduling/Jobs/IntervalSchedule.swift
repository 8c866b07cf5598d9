public import Contacts

/// Instants a span apart. They hang on the calendar and not on when somebody began to count, so that they do not drift.
///
/// Seconds, minutes and hours are counted from 1970-01-01T00:00Z: `15m` is at the quarters of each hour in UTC. Days, weeks,
/// months and years begin at midnight in the zone, and are counted from 1970-01-01, a week from Monday 1970-01-05. Where the
/// clocks skip midnight, the day begins at the change.
public struct IntervalSchedule: Hashable, Sendable {
    public let span: Span
    public let zone: Zone

    /// Nil for a span of no length, and for one of more than a million of its unit.
    public init?(_ span: Span, zone: Zone) {
        guard (1...1_000_000).contains(span.count) else { return nil }
        self.span = span
        self.zone = zone
    }

    /// The first instant after another; nil where that would be after the year 9999.
    public func next(after instant: Timestamp) -> Timestamp? {
        let start = max(instant, Timestamp.range.lowerBound.adding(milliseconds: -1))
        guard start < Timestamp.range.upperBound else { return nil }
        guard let next = span.exactMilliseconds.map({ exact(after: start, step: $0) }) ?? calendar(after: start),
            Timestamp.range.contains(next)
        else { return nil }
        return next
    }

    private func exact(after instant: Timestamp, step: Int64) -> Timestamp {
        let steps = Int64(floorDivide(Int(instant.milliseconds), by: Int(step))) + 1
        return Timestamp(milliseconds: steps * step)
    }

    /// The period of the instant's day has begun; of the ones after it, clocks that were put back over a midnight may have seen
    /// the first begin already.
    private func calendar(after instant: Timestamp) -> Timestamp? {
        let timeline = ZoneTimeline.of(zone)
        var period = period(of: zone.date(of: instant))
        while true {
            let day = firstDay(of: period)
            guard day <= CalendarDate.range.upperBound else { return nil }
            let begin = timeline.firstInstant(of: day.days * CronExpression.secondsADay)
            let found = Timestamp(milliseconds: Int64(begin) * 1_000)
            if found > instant, found >= Timestamp.range.lowerBound { return found }
            period += 1
        }
    }

    /// Which of the periods a day lies in; that of 1970-01-01 is 0, and -1 for weeks.
    private func period(of day: CalendarDate) -> Int {
        switch span.unit {
        case .week: return floorDivide(day.days - Self.firstMonday, by: 7 * span.count)
        case .month, .year:
            let (year, month, _) = day.components
            return floorDivide((year - 1970) * 12 + month - 1, by: months)
        default: return floorDivide(day.days, by: span.count)
        }
    }

    private func firstDay(of period: Int) -> CalendarDate {
        switch span.unit {
        case .week: CalendarDate(days: Self.firstMonday + period * 7 * span.count)
        case .month, .year: CalendarDate(days: 0).adding(months: period * months)
        default: CalendarDate(days: period * span.count)
        }
    }

    private var months: Int { span.unit == .year ? 12 * span.count : span.count }

    /// 1970-01-05.
    private static let firstMonday = 4
}
