public import Contacts

extension CronOccurrence {
    /// The instant by the zone's clock, with its offset, in ISO 8601: `2026-03-29T03:00:00+02:00`.
    public var localText: String {
        let (minutes, seconds) = (abs(offset) / 60, abs(offset) % 60)
        // Offsets have had no seconds since 1972.
        let tail = seconds == 0 ? "" : ":" + Self.padded(seconds)
        return Timestamp(milliseconds: instant.milliseconds + Int64(offset) * 1_000).description.dropLast(5)
            + "\(offset < 0 ? "-" : "+")\(Self.padded(minutes / 60)):\(Self.padded(minutes % 60))\(tail)"
    }

    /// The day by the zone's clock.
    public var localDate: CalendarDate { Timestamp(milliseconds: instant.milliseconds + Int64(offset) * 1_000).utcDate }

    private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}
