/// What becomes of fixed times that a change of the clocks skips or doubles.
///
/// The defaults are the rules of Debian's cron. They are for fixed times alone: an expression whose minute or hour begins
/// with `*` goes by the clock.
public struct ClockRules: Hashable, Sendable {
    /// Clocks put forward.
    public enum Gap: String, Sendable, CaseIterable {
        /// Times that the clocks skip are one run, at the moment of the change.
        case shift
        /// They are lost.
        case skip
    }

    /// Clocks put back.
    public enum OverlapHour: String, Sendable, CaseIterable {
        /// Times that come twice run the first time.
        case first
        /// The second time.
        case last
        /// Both times.
        case both
    }

    public var gap: Gap
    public var overlapHour: OverlapHour

    public init(gap: Gap = .shift, overlapHour: OverlapHour = .first) {
        self.gap = gap
        self.overlapHour = overlapHour
    }

    /// The longest overlap, in seconds, and what a gap stays below. Beyond that a change is no daylight saving (a country
    /// that goes to the other side of the date line): times that it skips are lost, and times that it repeats run again, as
    /// with Debian's cron.
    static let limit = 3 * 3_600
}
