public import Contacts

/// The instants at which a cron expression fires in a time zone.
///
/// ```swift
/// let schedule = CronSchedule(try CronExpression("30 2 * * *"), zone: Zone("Europe/Berlin")!)
/// let next = schedule.next(after: now)
/// ```
public struct CronSchedule: Sendable {
    public let expression: CronExpression
    public let zone: Zone
    public let rules: ClockRules
    let timeline: ZoneTimeline

    public init(_ expression: CronExpression, zone: Zone = .utc, rules: ClockRules = ClockRules()) {
        self.expression = expression
        self.zone = zone
        self.rules = rules
        timeline = ZoneTimeline.of(zone)
    }

    /// How far ``occurrence(after:)`` looks, in seconds: 400 years, after which the calendar repeats itself, and with it the rules
    /// of daylight saving. What does not fire in that time never does.
    static let horizon = 146_097 * CronExpression.secondsADay

    /// The first instant after another at which it fires. Nil in two cases: it would be after the year 9999, or all of its
    /// times are ones that the clocks skip, and the rules say to lose those.
    public func next(after instant: Timestamp) -> Timestamp? { occurrence(after: instant)?.instant }

    /// The last instant before another at which it fired; nil where there is none in the 400 years before.
    public func previous(before instant: Timestamp) -> Timestamp? {
        let end = min(Self.second(instant.adding(milliseconds: -1).milliseconds), Self.second(Timestamp.range.upperBound.milliseconds))
        var (low, high) = (end, end)
        var reach = 64
        // The next instant after a moment tells on which side of that moment the last one before the end is.
        repeat {
            guard reach <= 2 * Self.horizon else { return nil }
            (low, high) = (end - reach, low)
            reach *= 4
        } while !fires(after: low, through: end)
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if fires(after: middle, through: end) { low = middle } else { high = middle }
        }
        return Timestamp(milliseconds: Int64(high) * 1_000)
    }

    private func fires(after low: Int, through end: Int) -> Bool {
        guard let found = occurrence(from: low + 1, through: end) else { return false }
        return found.instant.milliseconds <= Int64(end) * 1_000
    }

    /// The whole second that a millisecond lies in.
    static func second(_ milliseconds: Int64) -> Int { floorDivide(Int(milliseconds), by: 1_000) }
}
