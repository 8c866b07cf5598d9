import Foundation

/// An IANA time zone: what decides which day "today" is.
public struct Zone: Hashable, Sendable, CustomStringConvertible {
    /// The IANA name, as `Europe/Berlin`.
    public let name: String
    /// Nil for UTC, so that the common case never loads the zone tables.
    private let rules: TimeZone?

    public static let utc = Zone(name: "UTC", rules: nil)

    private init(name: String, rules: TimeZone?) {
        self.name = name
        self.rules = rules
    }

    /// A zone by its IANA name, or nil where the system's tables have none of that name.
    public init?(_ name: String) {
        if name == "UTC" || name == "Etc/UTC" || name == "GMT" {
            self = .utc
            return
        }
        guard name.contains("/"), let rules = TimeZone(identifier: name) else { return nil }
        self.init(name: name, rules: rules)
    }

    public var description: String { name }

    /// Milliseconds east of UTC at an instant.
    public func offset(at instant: Timestamp) -> Int64 {
        guard let rules else { return 0 }
        let date = Date(timeIntervalSince1970: Double(instant.clamped.milliseconds) / 1_000)
        return Int64(rules.secondsFromGMT(for: date)) * 1_000
    }

    /// The day that an instant falls on here.
    public func date(of instant: Timestamp) -> CalendarDate {
        instant.adding(milliseconds: offset(at: instant)).utcDate
    }

    /// The instant at which a local day and time begins here. In a gap (clocks put forward) the time is moved on by the
    /// gap's length; of an hour that comes twice it is the first.
    public func instant(of date: CalendarDate, millisecondOfDay: Int64 = 0) -> Timestamp {
        let local = Int64(date.days) * Timestamp.millisecondsADay + millisecondOfDay
        guard rules != nil else { return Timestamp(milliseconds: local) }
        let before = offset(at: Timestamp(milliseconds: local - Timestamp.millisecondsADay))
        let first = Timestamp(milliseconds: local - before)
        if offset(at: first) == before { return first }
        let after = offset(at: Timestamp(milliseconds: local + Timestamp.millisecondsADay))
        let second = Timestamp(milliseconds: local - after)
        return offset(at: second) == after ? second : first
    }
}
