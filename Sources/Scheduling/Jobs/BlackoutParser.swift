import Contacts

/// Reads a blackout, all of it.
struct BlackoutParser {
    let text: String

    func parse() throws(JobError) -> (BlackoutDays, BlackoutTimes?) {
        let parts = text.split(whereSeparator: { $0 == " " || $0 == "\t" })
        guard let first = parts.first else { throw error("is empty", Self.forms) }
        guard parts.count <= 2 else { throw error("is no stretch of time", Self.forms) }
        var days = BlackoutDays.every
        var times: BlackoutTimes?
        if first.contains(":") {
            guard parts.count == 1 else { throw error("has its times first", "write days before times: mon-fri 09:00-17:00") }
            times = try self.times(first)
        } else {
            days = try self.days(first)
            if parts.count == 2 { times = try self.times(parts[1]) }
        }
        // A whole day needs no times, and nothing else makes a day of 24 hours.
        if let whole = times, whole.start == 0, whole.end == Self.minutesADay { times = nil }
        guard times != nil || !days.isEvery else { throw error("is all of the time, so that the job never runs", Self.forms) }
        return (days, times)
    }

    private static let forms = "write 22:00-06:00, sat,sun, mon-fri 09:00-17:00, 2026-12-24..2026-12-27 or 12-24..01-02"
    private static let minutesADay = 1_440

    private func times(_ part: Substring) throws(JobError) -> BlackoutTimes {
        let ends = part.split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2, let start = Self.minute(ends[0]), let end = Self.minute(ends[1]), start < Self.minutesADay else {
            throw error("has no times '\(CronError.shown(String(part)))'", "write from when to when, in hours and minutes: 22:00-06:00")
        }
        guard start != end else { throw error("ends when it begins", "write a later end, or 00:00-24:00 for whole days") }
        // Midnight is the end of a day, however it is written.
        return BlackoutTimes(start: start, end: end == 0 ? Self.minutesADay : end)
    }

    private static func minute(_ text: Substring) -> Int? {
        let bytes = Array(text.utf8)
        guard bytes.count == 5, bytes[2] == UInt8(ascii: ":"), let hour = number(bytes[0..<2]), let minute = number(bytes[3..<5]),
            minute < 60, hour * 60 + minute <= minutesADay
        else { return nil }
        return hour * 60 + minute
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int? {
        var value = 0
        for byte in bytes {
            guard case let digit = byte &- UInt8(ascii: "0"), digit <= 9 else { return nil }
            value = value * 10 + Int(digit)
        }
        return value
    }

    private func days(_ part: Substring) throws(JobError) -> BlackoutDays {
        guard part.utf8.first.map({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }) == true else { return try weekDays(part) }
        let ends = part.split(separator: "..", maxSplits: 1, omittingEmptySubsequences: false)
        let (first, last) = (ends[0], ends[ends.count - 1])
        if let from = CalendarDate(first), let through = CalendarDate(last) {
            guard from <= through else { throw error("runs backwards", "write the earlier day first: \(last)..\(first)") }
            return .dates(from...through)
        }
        if let from = Self.dayOfYear(first), let through = Self.dayOfYear(last) { return .yearly(from, through) }
        let wrong = [first, last].first { CalendarDate($0) == nil && Self.dayOfYear($0) == nil }
        if let wrong, ends.count == 1 || wrong.utf8.count == 10 || wrong.utf8.count == 5 {
            throw error("has no day '\(CronError.shown(String(wrong)))'", "write a day that there is: 2026-12-24, or 12-24 for every year")
        }
        throw error("has no days '\(CronError.shown(String(part)))'", "write 2026-12-24..2026-12-27, or 12-24..01-02 for every year")
    }

    /// `12-24` as 1224; 29 February is a day of some years.
    private static func dayOfYear(_ text: Substring) -> Int? {
        let bytes = Array(text.utf8)
        guard bytes.count == 5, bytes[2] == UInt8(ascii: "-"), let month = number(bytes[0..<2]), let day = number(bytes[3..<5]),
            CalendarDate(year: 2000, month: month, day: day) != nil
        else { return nil }
        return month * 100 + day
    }

    private func weekDays(_ part: Substring) throws(JobError) -> BlackoutDays {
        var days: UInt8 = 0
        for item in part.split(separator: ",", omittingEmptySubsequences: false) {
            let ends = item.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
            let first = try weekDay(ends[0])
            let last = ends.count == 2 ? try weekDay(ends[1]) : first
            // A week has no end: fri-mon goes over Sunday.
            for offset in 0...(last - first + 7) % 7 { days |= 1 << UInt8((first + offset) % 7) }
        }
        return .weekDays(days)
    }

    private func weekDay(_ name: Substring) throws(JobError) -> Int {
        let names = CronField.weekDay.names
        if let index = names.firstIndex(of: name.lowercased()) { return index }
        // `saturday` is near to no name of three letters.
        let meant = names.first { name.lowercased().hasPrefix($0) } ?? Suggestion.nearest(to: String(name), in: names)
        let hint = meant.map { " (did you mean '\($0)'?)" } ?? ""
        throw error("has no day '\(CronError.shown(String(name)))'\(hint)", Self.forms)
    }

    private func error(_ problem: String, _ fix: String) -> JobError {
        JobError("blackout", "'\(CronError.shown(text))' \(problem)", fix: fix)
    }
}
