public import Contacts

/// Instants a span apart. They hang on the calendar and not on when somebody began to count, so that they do not drift.
public struct IntervalSchedule: Hashable, Sendable {
    public let span: Span
    public let zone: Zone

    /// Nil for a span of no length.
    public init?(_ span: Span, zone: Zone) {
        guard span.count > 0 else { return nil }
        self.span = span
        self.zone = zone
    }

    /// The first instant after another.
    public func next(after instant: Timestamp) -> Timestamp? { nil }
}
