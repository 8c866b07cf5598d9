import Contacts
import Scheduling
import Testing

/// Intervals hang on the calendar, whatever the clocks do.
@Suite struct IntervalScheduleTests {
    private static let zones = [
        "UTC", "Europe/Berlin", "America/New_York", "America/Havana", "America/Sao_Paulo", "America/St_Johns", "America/Toronto",
        "Asia/Beirut", "Asia/Gaza", "Asia/Kathmandu", "Africa/Cairo", "Pacific/Apia", "Pacific/Kwajalein", "Australia/Lord_Howe",
    ]

    private func schedule(_ text: String, _ name: String) throws -> IntervalSchedule {
        let span = try #require(Span(text))
        let zone = try #require(Zone(name))
        return try #require(IntervalSchedule(span, zone: zone))
    }

    private func texts(_ span: String, _ zone: String, after: String, count: Int) throws -> [String] {
        let schedule = try schedule(span, zone)
        var texts: [String] = []
        var instant = try #require(Timestamp(after))
        while texts.count < count {
            instant = try #require(schedule.next(after: instant))
            texts.append(String(instant.description.dropLast(8)))
        }
        return texts
    }

    @Test func exactUnitsAreCountedInUTC() throws {
        #expect(
            try texts("15m", "Asia/Kathmandu", after: "2026-01-01T00:07:03", count: 2) == ["2026-01-01T00:15", "2026-01-01T00:30"])
        #expect(try texts("15m", "UTC", after: "2026-01-01T00:15", count: 1) == ["2026-01-01T00:30"])
        // 36 hours from 1970 on, through both changes of a year.
        #expect(try texts("36h", "Europe/Berlin", after: "2026-03-28T12:00", count: 2) == ["2026-03-29T00:00", "2026-03-30T12:00"])
        #expect(try texts("7s", "UTC", after: "1969-12-31T23:59:54", count: 1) == ["1970-01-01T00:00"])
    }

    @Test func calendarUnitsBeginAtMidnight() throws {
        #expect(
            try texts("1d", "Europe/Berlin", after: "2026-03-28T12:00", count: 3) == [
                "2026-03-28T23:00", "2026-03-29T22:00", "2026-03-30T22:00",
            ])
        #expect(try texts("1w", "UTC", after: "2026-06-10", count: 2) == ["2026-06-15T00:00", "2026-06-22T00:00"])
        #expect(try texts("2mo", "UTC", after: "2026-06-10", count: 3) == ["2026-07-01T00:00", "2026-09-01T00:00", "2026-11-01T00:00"])
        #expect(try texts("1y", "Asia/Kathmandu", after: "2026-06-10", count: 1) == ["2026-12-31T18:15"])
        #expect(try texts("4y", "UTC", after: "1965-06-10", count: 2) == ["1966-01-01T00:00", "1970-01-01T00:00"])
    }

    /// In Beirut, Sunday 2024-03-31 began at one; Samoa had no 2011-12-30; in Toronto, clocks went from 23:30 to 00:30 in 1919; in St.
    /// John's, 2010-11-07 began twice.
    @Test func daysBeginWhereMidnightIsMissingOrDoubled() throws {
        #expect(try texts("1d", "Asia/Beirut", after: "2024-03-30T12:00", count: 2) == ["2024-03-30T22:00", "2024-03-31T21:00"])
        #expect(
            try texts("1d", "Pacific/Apia", after: "2011-12-29T00:00", count: 3) == [
                "2011-12-29T10:00", "2011-12-30T10:00", "2011-12-31T10:00",
            ])
        #expect(try texts("1d", "America/Toronto", after: "1919-03-30T12:00", count: 2) == ["1919-03-31T04:30", "1919-04-01T04:00"])
        #expect(try texts("1d", "America/St_Johns", after: "2010-11-06T12:00", count: 2) == ["2010-11-07T02:30", "2010-11-08T03:30"])
    }

    @Test func timesEndWithTheYearsThatCanBeWritten() throws {
        for text in ["1s", "7h", "1d", "3w", "5mo", "1000000y"] {
            let schedule = try schedule(text, "UTC")
            #expect(schedule.next(after: Timestamp.range.upperBound) == nil)
            #expect(schedule.next(after: Timestamp(milliseconds: .max)) == nil)
            let first = try #require(schedule.next(after: Timestamp(milliseconds: .min)))
            #expect(Timestamp.range.contains(first), "\(text)")
        }
        #expect(IntervalSchedule(Span(1, .day), zone: .utc)?.next(after: Timestamp(milliseconds: .min)) == Timestamp.range.lowerBound)
        #expect(IntervalSchedule(Span(0, .day), zone: .utc) == nil)
        #expect(IntervalSchedule(Span(.max, .second), zone: .utc) == nil)
    }

    @Test func exactUnitsAreMultiples() throws {
        var random = SeededGenerator(for: "exact intervals")
        for _ in 0..<20_000 {
            let unit = try #require([Span.Unit.second, .minute, .hour].randomElement(using: &random))
            let span = Span(Int.random(in: 1...Int.random(in: 1...1_000_000, using: &random), using: &random), unit)
            let step = try #require(span.exactMilliseconds)
            let instant = Timestamp(milliseconds: Int64.random(in: -3_000_000_000_000...3_000_000_000_000, using: &random))
            let next = try #require(IntervalSchedule(span, zone: Zone("Europe/Berlin")!)?.next(after: instant))
            #expect(next.milliseconds % step == 0 && next > instant && next.milliseconds - instant.milliseconds <= step, "\(span)")
        }
    }

    @Test func calendarUnitsAreAsAWalkThroughTheMinutesFindsThem() throws {
        var random = SeededGenerator(for: "calendar intervals")
        let zones = try Self.zones.map { try #require(Zone($0)) }
        let changes = zones.map { ClockWindow.changes(of: $0, from: CalendarDate("1987-01-01")!, to: CalendarDate("2031-01-01")!) }
        var found = 0
        for _ in 0..<400 {
            let index = Int.random(in: 0..<zones.count, using: &random)
            // Changes, and the days around the first of a month.
            let month = CalendarDate("1960-01-01")!.adding(months: Int.random(in: 0..<1_200, using: &random))
            let center = Bool.random(using: &random) ? changes[index].randomElement(using: &random) : nil
            let window = ClockWindow(zone: zones[index], around: center ?? month.days * 86_400, hours: 60, unit: 60)
            for _ in 0..<8 {
                let unit = try #require([Span.Unit.day, .day, .week, .month, .year].randomElement(using: &random))
                let span = Span(Int.random(in: 1...4, using: &random), unit)
                let schedule = try #require(IntervalSchedule(span, zone: window.zone))
                let beginnings = PlainCalendar.beginnings(of: span, in: window)
                for _ in 0..<10 {
                    let start = try #require(window.instants.randomElement(using: &random))
                    let next = Int(try #require(schedule.next(after: Timestamp(milliseconds: Int64(start) * 1_000))).milliseconds / 1_000)
                    if let expected = beginnings.first(where: { $0 > start }) {
                        #expect(next == expected, "\(span) in \(window.zone) after \(start)")
                        found += 1
                    } else {
                        #expect(next > window.instants[window.instants.count - 1], "\(span) in \(window.zone) after \(start)")
                    }
                }
            }
        }
        #expect(found > 2_000)
    }
}
