public import Contacts

/// A time as somebody writes it who has a job's schedule before them: by the clock of the job's zone, or an instant with its offset.
public struct WallTime: Hashable, Sendable {
    private enum Meaning: Hashable {
        case instant(Timestamp)
        /// Milliseconds since 1970-01-01 of what the clock shows.
        case clock(Int64)
    }

    private let meaning: Meaning
    /// Milliseconds: what is written without seconds is any time of the minute.
    public let length: Int64

    /// Reads `2026-03-29 03:00`, `2026-03-29` (midnight) or `03:00` (of a day), with or without seconds, or an instant with its
    /// offset, `2026-03-29T03:00:00+02:00`. Nil for anything else.
    public init?(_ text: String, today: CalendarDate) {
        let text = text.utf8.count <= 12 && text.dropFirst(2).first == ":" ? "\(today) \(text)" : text
        length = text.utf8.dropFirst(16).first == UInt8(ascii: ":") ? 1_000 : 60_000
        // Only a text without an offset is one with it, too.
        if let local = CalendarDate(text).map(Timestamp.init(startOf:)) ?? Timestamp(text + "Z") {
            meaning = .clock(local.milliseconds)
        } else if let instant = Timestamp(text) {
            meaning = .instant(instant)
        } else {
            return nil
        }
    }

    /// The instants at which the clock of a zone shows it: two where the clocks were put back over it. Where they skip it, the
    /// instant of the change.
    public func instants(in zone: Zone) -> [Timestamp] {
        switch meaning {
        case .instant(let instant): return [instant]
        case .clock(let local):
            let second = floorDivide(Int(local), by: 1_000)
            let rest = local - Int64(second) * 1_000
            let first = Timestamp(milliseconds: Int64(ZoneTimeline.of(zone).firstInstant(of: second)) * 1_000 + rest)
            let later = zone.offset(at: Timestamp(milliseconds: local).adding(milliseconds: Timestamp.millisecondsADay))
            let again = Timestamp(milliseconds: local - later)
            return again > first && zone.offset(at: again) == later ? [first, again] : [first]
        }
    }
}
