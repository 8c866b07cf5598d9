import Contacts
import Scheduling
import Testing

/// `H`: a number that hangs on the job's name.
@Suite struct CronHashTests {
    private func first(_ expression: String, job: String) throws -> String {
        try #require(CronSchedule(try CronExpression(expression, job: job)).occurrence(after: Timestamp("2026-01-01")!)).localText
    }

    /// These stay: a release that changed them would move everybody's jobs.
    @Test(arguments: [
        ("H H * * *", "sunset", "2026-01-01T13:50:00+00:00"), ("H H * * *", "sunset2", "2026-01-01T10:59:00+00:00"),
        ("H * * * *", "welcome", "2026-01-01T00:36:00+00:00"), ("H/15 * * * *", "sunset", "2026-01-01T00:05:00+00:00"),
        ("H(0-29)/10 3 * * *", "sunset", "2026-01-01T03:00:00+00:00"), ("0 0 H H *", "sunset", "2026-07-13T00:00:00+00:00"),
        ("0 0 * * H", "sunset", "2026-01-06T00:00:00+00:00"), ("H H H * * *", "Überfällig", "2026-01-01T01:31:30+00:00"),
    ])
    func namesKeepTheirTimes(expression: String, job: String, time: String) throws {
        #expect(try first(expression, job: job) == time)
    }

    @Test func hourAndMinuteAreSpreadEvenly() throws {
        var minutes = [Int](repeating: 0, count: 60)
        var hours = [Int](repeating: 0, count: 24)
        for number in 0..<6_000 {
            let instant = try #require(
                CronSchedule(try CronExpression("H H * * *", job: "job \(number)")).next(
                    after: Timestamp("2026-01-01")!.adding(milliseconds: -1)))
            let minute = Int(instant.milliseconds / 60_000 % 1_440)
            minutes[minute % 60] += 1
            hours[minute / 60] += 1
        }
        // 100 and 250 are expected.
        #expect(minutes.allSatisfy { (50...160).contains($0) }, "\(minutes)")
        #expect(hours.allSatisfy { (180...330).contains($0) }, "\(hours)")
    }

    @Test func aHashStaysInItsRange() throws {
        for number in 0..<200 {
            let job = "job \(number)"
            let schedule = CronSchedule(try CronExpression("H(10-12) H(1-4)/2 H H(3-5) *", job: job))
            let instant = try #require(schedule.next(after: Timestamp("2026-01-01")!))
            let (_, month, day) = instant.utcDate.components
            let minute = Int(instant.milliseconds / 60_000 % 1_440)
            #expect((10...12).contains(minute % 60) && (1...4).contains(minute / 60) && (3...5).contains(month) && day <= 28)
            let second = try #require(schedule.next(after: instant))
            #expect(second.milliseconds - instant.milliseconds == 2 * 3_600_000)
        }
    }
}
