import Contacts
import Dispatch
import Foundation
import Scheduling
import Synchronization
import Testing

/// A schedule's instants, and the rules where the clocks change.
@Suite struct CronScheduleTests {
    private func texts(
        _ expression: String, _ zone: String, after: String, count: Int, _ rules: ClockRules = ClockRules()
    ) throws -> [String] {
        let schedule = CronSchedule(try CronExpression(expression), zone: try #require(Zone(zone)), rules: rules)
        return try schedule.occurrences(after: try #require(Timestamp(after)), count: count).map(\.localText)
    }

    @Test(arguments: [
        (ClockRules.Gap.shift, ["2026-03-28T02:30:00+01:00", "2026-03-29T03:00:00+02:00", "2026-03-30T02:30:00+02:00"]),
        (.skip, ["2026-03-28T02:30:00+01:00", "2026-03-30T02:30:00+02:00", "2026-03-31T02:30:00+02:00"]),
    ])
    func aGap(rule: ClockRules.Gap, expected: [String]) throws {
        #expect(try texts("30 2 * * *", "Europe/Berlin", after: "2026-03-28", count: 3, ClockRules(gap: rule)) == expected)
    }

    @Test(arguments: [
        (ClockRules.OverlapHour.first, ["2026-10-25T02:30:00+02:00", "2026-10-26T02:30:00+01:00"]),
        (.last, ["2026-10-25T02:30:00+01:00", "2026-10-26T02:30:00+01:00"]),
        (.both, ["2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"]),
    ])
    func anOverlap(rule: ClockRules.OverlapHour, expected: [String]) throws {
        #expect(try texts("30 2 * * *", "Europe/Berlin", after: "2026-10-24T12:00", count: 2, ClockRules(overlapHour: rule)) == expected)
    }

    @Test func changesAreMarked() throws {
        let schedule = CronSchedule(try CronExpression("30 2 * * *"), zone: Zone("Europe/Berlin")!, rules: ClockRules(overlapHour: .both))
        let spring = try schedule.occurrences(after: Timestamp("2026-03-28T12:00")!, count: 2)
        #expect(spring.map(\.clockChange) == [.moved(from: 9_000), nil])
        let autumn = try schedule.occurrences(after: Timestamp("2026-10-24T12:00")!, count: 3)
        #expect(autumn.map(\.clockChange) == [.firstOfTwo, .secondOfTwo, nil])
    }

    /// Several times in one gap are one run, and so are a moved one and one that is due at the change itself.
    @Test func aGapIsOneRun() throws {
        #expect(
            try texts("10,40 2,3 * * *", "Europe/Berlin", after: "2026-03-28T12:00", count: 3) == [
                "2026-03-29T03:00:00+02:00", "2026-03-29T03:10:00+02:00", "2026-03-29T03:40:00+02:00",
            ])
        #expect(
            try texts("0 2,3 * * *", "Europe/Berlin", after: "2026-03-28T12:00", count: 2) == [
                "2026-03-29T03:00:00+02:00", "2026-03-30T02:00:00+02:00",
            ])
    }

    @Test func whatGoesByTheClockIsNeitherMovedNorHeldBack() throws {
        let rules = ClockRules(gap: .shift, overlapHour: .last)
        #expect(
            try texts("*/30 2 * * *", "Europe/Berlin", after: "2026-03-28T12:00", count: 1, rules) == ["2026-03-30T02:00:00+02:00"])
        #expect(
            try texts("*/30 2 * * *", "Europe/Berlin", after: "2026-10-24T12:00", count: 4, rules) == [
                "2026-10-25T02:00:00+02:00", "2026-10-25T02:30:00+02:00", "2026-10-25T02:00:00+01:00", "2026-10-25T02:30:00+01:00",
            ])
    }

    /// Samoa left out 30 December 2011; a day is no daylight saving.
    @Test func aDayLeftOutIsLost() throws {
        #expect(
            try texts("0 9 * * *", "Pacific/Apia", after: "2011-12-29", count: 3) == [
                "2011-12-29T09:00:00-10:00", "2011-12-31T09:00:00+14:00", "2012-01-01T09:00:00+14:00",
            ])
    }

    /// The second Sunday of March at half past two does not exist in New York; where such times are lost, nothing is left.
    @Test func whatTheClocksAlwaysSkipIsRefused() throws {
        let expression = try CronExpression("30 2 * 3 sun#2")
        let schedule = CronSchedule(expression, zone: Zone("America/New_York")!, rules: ClockRules(gap: .skip))
        #expect(schedule.next(after: Timestamp("2026-01-01")!) == nil)
        let error = try #require(throws: CronError.self) { try schedule.occurrences(after: Timestamp("2026-01-01")!, count: 1) }
        #expect(
            error.description
                == "'30 2 * 3 sun#2' never fires in America/New_York: the clocks skip each of its times; choose another time, or the rule shift for gaps"
        )
        #expect(
            CronSchedule(expression, zone: Zone("America/New_York")!).next(after: Timestamp("2026-01-01")!) == Timestamp("2026-03-08T07:00")
        )
    }

    /// The longest wait there is, which the search must not give up in.
    @Test func fortyYearsAreWaitedFor() throws {
        var longest = 0
        for weekDay in 0..<7 {
            let schedule = CronSchedule(try CronExpression("0 0 * 2 \(weekDay)#5"))
            var last = try #require(schedule.next(after: Timestamp("1999-12-31")!))
            while last < Timestamp("2400-01-01")! {
                let next = try #require(schedule.next(after: last))
                longest = max(longest, next.utcDate.components.year - last.utcDate.components.year)
                last = next
            }
        }
        #expect(longest == 40)
    }

    @Test func timeEndsWithTheYear9999() throws {
        let schedule = CronSchedule(try CronExpression("0 0 1 1 *"), zone: Zone("Europe/Berlin")!)
        #expect(schedule.next(after: Timestamp("9998-06-01")!) == Timestamp("9998-12-31T23:00"))
        #expect(schedule.next(after: Timestamp("9999-06-01")!) == nil)
        let minutes = CronSchedule(try CronExpression("* * * * *"), zone: Zone("Pacific/Kiritimati")!)
        #expect(minutes.occurrence(after: Timestamp("9999-12-30T23:58:30")!)?.localText == "9999-12-31T13:59:00+14:00")
        #expect(minutes.next(after: Timestamp("9999-12-30T23:59:30")!) == nil)
        #expect(schedule.next(after: Timestamp(milliseconds: .max)) == nil)
        #expect(schedule.next(after: Timestamp(milliseconds: .min)) != nil)
        #expect(schedule.previous(before: Timestamp("0001-01-01")!) == nil)
        #expect(schedule.previous(before: Timestamp(milliseconds: .min)) == nil)
        #expect(schedule.previous(before: Timestamp(milliseconds: .max)) == Timestamp("9998-12-31T23:00"))
        let error = try #require(throws: CronError.self) { try schedule.occurrences(after: Timestamp("9999-06-01")!, count: 1) }
        #expect(error.problem == "does not fire again before the year 10000")
    }

    @Test func afterIsNotAtAndMayHaveAFraction() throws {
        let schedule = CronSchedule(try CronExpression("* * * * *"))
        let minute = Timestamp("2026-01-01T00:01")!
        #expect(schedule.next(after: minute.adding(milliseconds: -1)) == minute)
        #expect(schedule.next(after: minute) == Timestamp("2026-01-01T00:02"))
        #expect(schedule.next(after: minute.adding(milliseconds: 1)) == Timestamp("2026-01-01T00:02"))
        #expect(schedule.next(after: Timestamp(milliseconds: -1)) == Timestamp(milliseconds: 0))
        #expect(schedule.next(after: Timestamp(milliseconds: -60_001)) == Timestamp(milliseconds: -60_000))
    }

    /// Liberia's clocks were 44 minutes and 30 seconds behind until 1972.
    @Test func anOffsetMayHaveSeconds() throws {
        #expect(
            try texts("30 9 * * *", "Africa/Monrovia", after: "1972-01-06", count: 3) == [
                "1972-01-06T09:30:00-00:44:30", "1972-01-07T09:30:00+00:00", "1972-01-08T09:30:00+00:00",
            ])
    }

    /// Schedules of one zone share what is known of its changes.
    @Test func threadsMayAskAtOnce() throws {
        let schedule = CronSchedule(try CronExpression("30 2 * * *"), zone: Zone("America/Asuncion")!)
        let days = (0..<400).map { Timestamp(startOf: CalendarDate(days: 37 * $0)) }
        let answers = Mutex<[Int: [Timestamp?]]>([:])
        DispatchQueue.concurrentPerform(iterations: 8) { index in
            let found = days.map { schedule.next(after: $0) }
            answers.withLock { $0[index] = found }
        }
        let expected = days.map { schedule.next(after: $0) }
        #expect(expected.allSatisfy { $0 != nil })
        answers.withLock { answers in
            #expect(answers.count == 8)
            #expect(answers.values.allSatisfy { $0 == expected })
        }
    }

    @Test func theDayOfTheWeekIsFoundations() {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(secondsFromGMT: 0)!
        for days in stride(from: -30_000, to: 60_000, by: 17) {
            let weekDay = calendar.component(.weekday, from: Date(timeIntervalSince1970: Double(days) * 86_400)) - 1
            #expect(CalendarDate(days: days).weekDay == weekDay)
        }
    }
}
