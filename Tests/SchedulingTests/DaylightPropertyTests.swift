import Contacts
import Scheduling
import Testing

/// Random expressions near changes of the clocks, against walks through every minute.
@Suite struct DaylightPropertyTests {
    private static let zones = [
        "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "America/Sao_Paulo", "America/Santiago",
        "Pacific/Chatham", "Pacific/Apia", "Antarctica/Troll", "Antarctica/Casey", "Asia/Tehran", "Asia/Beirut", "Africa/Cairo",
        "America/Havana", "America/St_Johns", "Asia/Gaza", "America/Caracas", "Asia/Pyongyang",
    ]

    private static func changes() throws -> [(zone: Zone, instant: Int)] {
        try zones.flatMap { name in
            let zone = try #require(Zone(name))
            return ClockWindow.changes(of: zone, from: CalendarDate("2007-01-01")!, to: CalendarDate("2031-01-01")!).map { (zone, $0) }
        }
    }

    private static func fired(_ schedule: CronSchedule, after start: Int, before end: Int) -> [Int] {
        var fired: [Int] = []
        var instant = Timestamp(milliseconds: Int64(start) * 1_000)
        while let next = schedule.next(after: instant), next.milliseconds < Int64(end) * 1_000 {
            fired.append(Int(next.milliseconds / 1_000))
            instant = next
        }
        return fired
    }

    /// Compares and says whether the expression is one at all; those that never fire are refused.
    private static func agrees(
        _ cron: RandomCron, _ rules: ClockRules, _ window: ClockWindow, from start: Int, with expected: [Int]
    ) -> Bool {
        guard let expression = try? CronExpression(cron.text) else { return false }
        let schedule = CronSchedule(expression, zone: window.zone, rules: rules)
        let end = window.instants[window.instants.count - 1] + 1
        let fired = fired(schedule, after: window.instants[start], before: end)
        #expect(fired == expected, "\(cron.text) in \(window.zone), \(rules), after \(window.instants[start])")
        #expect(expression.isByTheClock == cron.isByTheClock, "\(cron.text)")
        return true
    }

    @Test func expressionsFireAsDebiansCronWould() throws {
        var random = SeededGenerator(for: "Debian's cron")
        let changes = try Self.changes()
        #expect(changes.count > 500)
        var (compared, firing) = (0, 0)
        while compared < 20_000 {
            let change = try #require(changes.randomElement(using: &random))
            let window = ClockWindow(zone: change.zone, around: change.instant, hours: 8, unit: 60)
            for _ in 0..<50 {
                let cron = RandomCron(using: &random, isDaily: true)
                let start = Int.random(in: 0..<window.change, using: &random)
                let expected = DebianCron.launches(of: cron, in: window, from: start)
                guard Self.agrees(cron, ClockRules(), window, from: start, with: expected) else { continue }
                compared += 1
                if !expected.isEmpty { firing += 1 }
            }
        }
        // Otherwise the comparison would be one of nothing with nothing.
        #expect(firing > 8_000)
    }

    @Test func eachRuleDoesWhatItSays() throws {
        var random = SeededGenerator(for: "rules of gaps and overlaps")
        let changes = try Self.changes()
        for _ in 0..<60 {
            let change = try #require(changes.randomElement(using: &random))
            let window = ClockWindow(zone: change.zone, around: change.instant, hours: 6, unit: 60)
            for _ in 0..<8 {
                let cron = RandomCron(using: &random, isDaily: true)
                let start = Int.random(in: 0..<window.instants.count / 2, using: &random)
                for gap in ClockRules.Gap.allCases {
                    for overlap in ClockRules.OverlapHour.allCases {
                        let rules = ClockRules(gap: gap, overlapHour: overlap)
                        let expected = PlainRules.launches(of: cron, rules, in: window, from: start)
                        _ = Self.agrees(cron, rules, window, from: start, with: expected)
                    }
                }
            }
        }
    }

    @Test func secondsGoByTheSameRules() throws {
        var random = SeededGenerator(for: "seconds")
        let changes = try Self.changes().filter {
            abs(ClockWindow.offset($0.zone, $0.instant) - ClockWindow.offset($0.zone, $0.instant - 60)) <= 3_600
        }
        for _ in 0..<100 {
            let change = try #require(changes.randomElement(using: &random))
            let window = ClockWindow(zone: change.zone, around: change.instant, hours: 2, unit: 1)
            let cron = RandomCron(using: &random, hasSeconds: true, isDaily: true)
            let start = Int.random(in: 0..<window.change, using: &random)
            let rules = ClockRules(gap: .allCases.randomElement(using: &random)!, overlapHour: .allCases.randomElement(using: &random)!)
            _ = Self.agrees(cron, rules, window, from: start, with: PlainRules.launches(of: cron, rules, in: window, from: start))
        }
    }

    @Test func daysAreThoseOfAWalkDayByDay() throws {
        var random = SeededGenerator(for: "days")
        for _ in 0..<2_000 {
            let cron = RandomCron(using: &random, isDaily: false)
            let first = CalendarDate(days: Int.random(in: -20_000...60_000, using: &random))
            let days = (1...800).map { first.adding(days: $0) }.filter(cron.isOn)
            guard let expression = try? CronExpression(cron.text) else {
                #expect(days.isEmpty, "\(cron.text) was refused, and fires on \(days)")
                continue
            }
            let schedule = CronSchedule(expression)
            var instant = Timestamp(startOf: first.adding(days: 1)).adding(milliseconds: -1)
            for day in days {
                let next = try #require(schedule.next(after: instant), "\(cron.text)")
                #expect(next.utcDate == day, "\(cron.text) after \(instant)")
                instant = Timestamp(startOf: day.adding(days: 1)).adding(milliseconds: -1)
            }
            let next = try #require(schedule.next(after: instant), "\(cron.text)")
            #expect(next >= Timestamp(startOf: first.adding(days: 801)), "\(cron.text) after \(instant)")
        }
    }
}
