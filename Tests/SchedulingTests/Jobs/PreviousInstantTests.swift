import Contacts
import Scheduling
import Testing

/// The instants before a moment, of each kind of schedule.
struct PreviousInstantTests {
    private func definition(_ settings: [String: JobSetting]) throws -> JobDefinition {
        try JobDefinition(name: "j", script: "scripts/j.lua", settings: settings, zone: #require(Zone("Europe/Berlin")))
    }

    /// Forwards from the one before is the one at hand, and there is none between.
    @Test(arguments: ["7s", "15m", "36h", "1d", "2w", "1mo", "5y"])
    func theOneBeforeIsNextToIt(span: String) throws {
        let schedule = try #require(try definition(["every": .text(span)]).schedule)
        let start = try #require(Timestamp("2026-03-28T12:34:56Z"))
        var instant = try #require(schedule.next(after: start))
        for _ in 0..<20 {
            let next = try #require(schedule.next(after: instant))
            #expect(schedule.previous(before: next) == instant)
            #expect(schedule.previous(before: next.adding(milliseconds: -1)) == instant)
            #expect(schedule.previous(before: instant.adding(milliseconds: 1)) == instant)
            instant = next
        }
    }

    @Test func aTimeThatComesOnce() throws {
        let job = try definition(["at": .text("2026-12-01 09:00")])
        let schedule = try #require(job.schedule)
        let time = try #require(Timestamp("2026-12-01T08:00:00Z"))
        #expect(schedule.previous(before: time) == nil)
        #expect(schedule.previous(before: time.adding(milliseconds: 1)) == time)
        #expect(job.occurrences(after: time.adding(milliseconds: -1), count: 3).map(\.localText) == ["2026-12-01T09:00:00+01:00"])
        #expect(job.occurrence(after: time) == nil)
    }

    @Test func whatNothingStartsHasNone() throws {
        let job = try definition(["on": .list(["event:Purchase"]), "blackout": .list(["sat"])])
        #expect(job.occurrence(after: Timestamp(milliseconds: 0)) == nil)
        #expect(job.occurrences(after: Timestamp(milliseconds: 0), count: 3).isEmpty)
        let saturday = try #require(Timestamp("2026-06-06T12:00:00Z"))
        #expect(job.blackout(at: saturday)?.description == "sat")
        #expect(job.blackout(at: saturday.adding(milliseconds: Timestamp.millisecondsADay)) == nil)
    }
}
