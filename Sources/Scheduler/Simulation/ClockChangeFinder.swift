import Contacts
import Scheduling

/// Finds the days on which clocks change, and what they do to the schedules of jobs.
struct ClockChangeFinder {
    let days: SimulatedDays

    func changes(_ jobs: [JobDefinition]) -> [ClockChange] {
        var zones = [days.zone]
        for job in jobs where !zones.contains(job.zone) { zones.append(job.zone) }
        return zones.flatMap { changes(of: $0, jobs) }.sorted { ($0.day, $0.zone.name) < ($1.day, $1.zone.name) }
    }

    private func changes(of zone: Zone, _ jobs: [JobDefinition]) -> [ClockChange] {
        (0..<days.count).compactMap { number in
            let day = days.date(number)
            let (start, end) = (zone.instant(of: day), zone.instant(of: day.adding(days: 1)))
            let shift = zone.offset(at: end) - zone.offset(at: start)
            guard shift != 0 else { return nil }
            let effects = jobs.sorted { $0.name < $1.name }.compactMap { job -> ClockChange.Effect? in
                guard job.zone == zone, case .cron(let schedule)? = job.schedule else { return nil }
                return words(schedule, day, start, end).map { ClockChange.Effect(job: job.name, words: $0) }
            }
            return ClockChange(day: day, zone: zone, shift: shift, effects: effects)
        }
    }

    /// What is different on a day; nil where nothing is.
    private func words(_ schedule: CronSchedule, _ day: CalendarDate, _ start: Timestamp, _ end: Timestamp) -> String? {
        let found = occurrences(schedule, start, end)
        // The same day where clocks never change.
        let midnight = Timestamp(startOf: day)
        let usual = occurrences(
            CronSchedule(schedule.expression), midnight, midnight.adding(milliseconds: Timestamp.millisecondsADay)
        ).count
        var words: [String] = []
        for occurrence in found {
            let time = Self.clock(Int(occurrence.instant.milliseconds / 1_000) + occurrence.offset)
            if case .moved(let from) = occurrence.clockChange { words.append("\(Self.clock(from)) moved to \(time)") }
            if case .firstOfTwo = occurrence.clockChange, found.count == usual { words.append("\(time), the first of two") }
            if case .secondOfTwo = occurrence.clockChange, found.count == usual { words.append("\(time), the second of two") }
        }
        if found.count != usual { words.append("\(Self.times(found.count)) in the place of \(usual)") }
        return words.isEmpty ? nil : words.joined(separator: "; ")
    }

    private func occurrences(_ schedule: CronSchedule, _ start: Timestamp, _ end: Timestamp) -> [CronOccurrence] {
        var found: [CronOccurrence] = []
        var last = start.adding(milliseconds: -1)
        while let next = schedule.occurrence(after: last), next.instant < end {
            found.append(next)
            last = next.instant
        }
        return found
    }

    private static func clock(_ second: Int) -> String {
        let minute = second / 60 % 1_440
        return "\(two(minute / 60)):\(two(minute % 60))"
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

    private static func times(_ count: Int) -> String { count == 1 ? "1 time" : "\(count) times" }
}
