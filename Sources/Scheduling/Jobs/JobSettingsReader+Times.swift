import Contacts

extension JobSettingsReader {
    func zone(_ value: JobSettingValue) throws(JobError) -> Zone {
        let text = try value.text()
        if let zone = Zone(text) { return zone }
        throw value.error("\(value.quoted(text)) is no time zone", fix: "write an IANA name such as Europe/Berlin")
    }

    /// What cannot be read is refused, and what never fires: by the calendar, or because the clocks skip each of its times.
    func cron(_ value: JobSettingValue, in zone: Zone) throws(JobError) -> CronSchedule {
        let text = try value.text()
        do {
            let schedule = CronSchedule(try CronExpression(text, job: name), zone: zone, rules: rules)
            _ = try schedule.occurrences(after: Self.reference, count: 1)
            return schedule
        } catch {
            throw value.error("\(value.quoted(text)) \(error.problem)", fix: error.fix)
        }
    }

    /// A word that is none has its own message.
    private var rules: ClockRules {
        func word(_ name: String) -> String {
            if case .text(let text) = settings[name] { text } else { "" }
        }
        return ClockRules(
            gap: ClockRules.Gap(rawValue: word("gap")) ?? .shift,
            overlapHour: ClockRules.OverlapHour(rawValue: word("overlap_hour")) ?? .first)
    }

    /// From when on a schedule must fire: a fixed day, so that the verdict is the same whenever it is asked for. Zones have other
    /// rules before it that would let times fire which they never do now.
    private static let reference = Timestamp(startOf: CalendarDate(days: 20_454))

    func every(_ value: JobSettingValue, in zone: Zone) throws(JobError) -> IntervalSchedule {
        let span = try value.span()
        if let schedule = IntervalSchedule(span, zone: zone) { return schedule }
        throw value.error("\(value.quoted(span.description)) is no time at all", fix: "write a number from 1 on: 15m, 6h, 1d")
    }

    /// A day or a time by the zone's clocks, or an instant with its offset.
    func at(_ value: JobSettingValue, in zone: Zone) throws(JobError) -> Timestamp {
        let text = try value.text()
        // Only a text without an offset is one with it, too.
        let local = CalendarDate(text).map(Timestamp.init(startOf:)) ?? Timestamp(text + "Z")
        if let local {
            let second = CronSchedule.second(local.milliseconds)
            let instant = ZoneTimeline.of(zone).firstInstant(of: second)
            return Timestamp(milliseconds: Int64(instant) * 1_000 + local.milliseconds - Int64(second) * 1_000)
        }
        if let instant = Timestamp(text) { return instant }
        throw value.error(
            "\(value.quoted(text)) is no time", fix: "write a day and a time: 2026-12-01 09:00, or an instant: 2026-12-01T09:00:00Z")
    }
}
