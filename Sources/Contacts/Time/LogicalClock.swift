/// A run's clock: one instant that stands still while the run lasts, and the zone that says which day it is.
public struct LogicalClock: Hashable, Sendable {
    public let now: Timestamp
    public let zone: Zone

    public init(now: Timestamp, zone: Zone = .utc) {
        self.now = now
        self.zone = zone
    }

    /// The day it is in the zone.
    public var today: CalendarDate { zone.date(of: now) }

    /// The instant a span before now. Calendar units keep the time of day in the zone.
    public func ago(_ span: Span) -> Timestamp { moved(now, span, sign: -1) }

    /// The instant a span after now.
    public func ahead(_ span: Span) -> Timestamp { moved(now, span, sign: 1) }

    /// An instant moved by a span, forwards (`sign` 1) or backwards (`sign` -1).
    public func moved(_ instant: Timestamp, _ span: Span, sign: Int) -> Timestamp {
        if let exact = span.exactMilliseconds {
            return instant.adding(milliseconds: Int64(sign) * exact)
        }
        let local = instant.adding(milliseconds: zone.offset(at: instant))
        return zone.instant(of: span.moving(local.utcDate, sign: sign), millisecondOfDay: local.millisecondOfDay)
    }

    /// The day a span before (`sign` -1) or after (`sign` 1) today.
    public func day(_ span: Span, sign: Int) -> CalendarDate {
        span.exactMilliseconds == nil ? span.moving(today, sign: sign) : zone.date(of: moved(now, span, sign: sign))
    }
}
