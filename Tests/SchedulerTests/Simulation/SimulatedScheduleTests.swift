import Contacts
import Scheduler
import Testing

/// When runs are, by the virtual clock.
@Suite struct SimulatedScheduleTests {
    @Test func aYearOfADailyJobHasOneRunADay() throws {
        let shop = try PlayedShop(["nightly": #"job { name = "nightly", schedule = "30 2 * * *" }"#])
        let report = try shop.play("2026-01-01", days: 365)
        let job = try report.job("nightly")
        #expect((job.occurrences, job.runs, job.succeeded) == (365, 365, 365))
        #expect((job.mostLateness, job.overlaps, report.waitingRuns) == (0, 0, 0))
        #expect(job.outcomes == Array(repeating: .idle, count: 365))
        #expect(report.clockChanges.map(\.day.description) == ["2026-03-29", "2026-10-25"])
        #expect(report.clockChanges.map(\.shift) == [3_600_000, -3_600_000])
        #expect(report.clockChanges.map { $0.effects.map(\.words) } == [["02:30 moved to 03:00"], ["02:30, the first of two"]])
    }

    @Test func theRulesOfTheClocksAreTold() throws {
        let shop = try PlayedShop([
            "lost": #"job { name = "lost", schedule = "30 2 * * *", gap = "skip", overlap_hour = "both" }"#,
            "hourly": #"job { name = "hourly", schedule = "0 * * * *" }"#,
            "noon": #"job { name = "noon", schedule = "0 12 * * *" }"#,
        ])
        let report = try shop.play("2026-01-01", days: 365)
        #expect(try report.job("lost").occurrences == 365)
        #expect(try report.job("hourly").occurrences == 365 * 24)
        let effects = report.clockChanges.map { $0.effects.map { "\($0.job): \($0.words)" } }
        #expect(effects.first == ["hourly: 23 times in the place of 24", "lost: 0 times in the place of 1"])
        #expect(effects.last == ["hourly: 25 times in the place of 24", "lost: 2 times in the place of 1"])
    }

    @Test func runsThatTakeLongSkipTheNextInstant() throws {
        let shop = try PlayedShop(["long": #"job { name = "long", every = "1h" }"#])
        let report = try shop.play("2026-06-01", days: 1) { $0.duration = .fixed(milliseconds: 90 * 60_000) }
        let job = try report.job("long")
        // At 0:00, until 1:30; 1:00 is skipped; at 2:00, and so on.
        #expect((job.occurrences, job.runs) == (24, 12))
        #expect(job.skipped == ["an earlier run was not done (overlap = skip)": 12])
        #expect(job.outcomes == [.skipped])
    }

    @Test func aWorkerHasOneRunAtATime() throws {
        let jobs: KeyValuePairs = [
            "a": #"job { name = "a", schedule = "0 9 * * *" }"#, "b": #"job { name = "b", schedule = "0 9 * * *" }"#,
        ]
        let shop = try PlayedShop(jobs)
        let both = try shop.play("2026-06-01", days: 10)
        #expect(try (both.job("a").overlaps, both.job("b").overlaps) == (10, 10))
        #expect(try (both.job("a").mostLateness, both.job("b").mostLateness) == (0, 0))
        let one = try shop.play("2026-06-01", days: 10) { $0.workers = 1 }
        #expect(try (one.job("a").overlaps, one.job("b").overlaps) == (0, 0))
        #expect(try (one.job("a").medianLateness, one.job("b").medianLateness) == (0, 1_000))
    }

    @Test func onlyTheJobsThatWereNamed() throws {
        let shop = try PlayedShop([
            "a": #"job { name = "a", schedule = "0 9 * * *" }"#, "b": #"job { name = "b", schedule = "0 9 * * *" }"#,
            "hand": #"job { name = "hand" }"#, "broken": #"job { name = "broken", schedule = "x" }"#,
        ])
        let all = try shop.play("2026-06-01", days: 1)
        #expect(all.jobs.map(\.name) == ["a", "b"])
        #expect(all.brokenScripts.map(\.path) == ["scripts/broken.lua"])
        #expect(try shop.play("2026-06-01", days: 1) { $0.jobs = ["b"] }.jobs.map(\.name) == ["b"])
        let error = #expect(throws: SimulationError.self) { try shop.play("2026-06-01", days: 1) { $0.jobs = ["c"] } }
        #expect(error == .noSuchJob(name: "c", known: ["a", "b", "hand"]))
    }
}
