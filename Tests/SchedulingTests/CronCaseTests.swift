import Contacts
import Scheduling
import Testing

/// 1,200 expressions in 22 zones, most of them within two days of a change of the clocks.
@Suite struct CronCaseTests {
    /// Cases without a word of Debian's in which cronsim has a known error: it reads `1-1/4` as `1/4`, and loses times of
    /// expressions that go by the clock after a change by half an hour. These are the answers of a walk minute by minute.
    private static let corrected = [
        "0 1-1/4,8-11/2 * * SUN#3": [
            "2017-10-15T01:00:00+03:30", "2017-10-15T08:00:00+03:30", "2017-10-15T10:00:00+03:30", "2017-11-19T01:00:00+03:30",
            "2017-11-19T08:00:00+03:30",
        ],
        "12/10 */4 * * *": [
            "2017-10-01T04:12:00+11:00", "2017-10-01T04:22:00+11:00", "2017-10-01T04:32:00+11:00", "2017-10-01T04:42:00+11:00",
            "2017-10-01T04:52:00+11:00",
        ],
        "29-29/7 */4 LW 4 *": [
            "2018-04-30T00:29:00+10:30", "2018-04-30T04:29:00+10:30", "2018-04-30T08:29:00+10:30", "2018-04-30T12:29:00+10:30",
            "2018-04-30T16:29:00+10:30",
        ],
    ]

    @Test func allCasesFireWhenTheyShould() throws {
        let cases = try DataFile.lines(of: "cron_cases.jsonl", as: CronCase.self)
        #expect(cases.count == 1_200)
        var corrections = 0
        for each in cases {
            var expected = each.expected
            if let right = Self.corrected[each.expression] {
                #expect(right != expected, "\(each) needs no correction")
                expected = right
                corrections += 1
            }
            let schedule = CronSchedule(try CronExpression(each.expression), zone: try #require(Zone(each.zone)))
            var instant = try #require(Timestamp(each.after))
            for text in expected {
                let occurrence = try #require(schedule.occurrence(after: instant), "\(each)")
                #expect(occurrence.instant == Timestamp(text), "\(each)")
                #expect(occurrence.localText == text, "\(each)")
                instant = occurrence.instant
            }
        }
        #expect(corrections == 3)
    }

    @Test func thePreviousOneIsTheOneBeforeTheNext() throws {
        for each in try DataFile.lines(of: "cron_cases.jsonl", as: CronCase.self) {
            let schedule = CronSchedule(try CronExpression(each.expression), zone: try #require(Zone(each.zone)))
            let start = try #require(Timestamp(each.after))
            let first = try #require(schedule.next(after: start))
            let second = try #require(schedule.next(after: first))
            #expect(schedule.previous(before: second) == first, "\(each)")
            #expect(schedule.previous(before: first.adding(milliseconds: 1)) == first, "\(each)")
        }
    }
}
