import Foundation
import Glibc
import Testing

/// The built program with a wall clock that is set while it runs.
@Suite(.serialized, .enabled(if: FakeClock.isThere)) struct ClockTests {
    @Test func aClockThatIsSetLosesNothingAndDoublesNothing() throws {
        let shop = try Shop(["ann@example.com": "pro"])
        func fire(_ name: String, _ settings: String) throws {
            try shop.script(
                name,
                "job { name = \"\(name)\", \(settings) }\n"
                    + "contact.get(\"ann@example.com\"):fire(\"\(name)\", { at = run.scheduled_at })\n")
        }
        try fire("minutely", "schedule = \"* * * * *\", overlap = \"queue\"")
        try fire("hourly", "schedule = \"0 * * * *\", catch_up = \"all\", overlap = \"queue\"")
        try fire("daily", "schedule = \"30 4 * * *\"")
        let clock = try FakeClock(in: shop.folder, at: "2026-05-10T04:10:20Z")
        let daemon = try Daemon(shop, environment: clock.environment)
        try daemon.eventually("the jobs are known") { try daemon.count("job") == 3 }
        let start = try #require(try daemon.store.integer("SELECT min(cursor) FROM job"))
        for step in [60, 3_600, -60, -3_600, 4 * 3_600, -4 * 3_600, 86_400, -86_400] {
            let decided = try daemon.count("occurrence")
            try clock.step(step)
            if step > 60 {
                try daemon.eventually("what a step of \(step) s has skipped is decided") { try daemon.count("occurrence") > decided }
            } else {
                usleep(1_500_000)
            }
            try daemon.eventually("what is due is done") { try daemon.count("job_run WHERE state IN ('queued', 'running')") == 0 }
        }
        // A day ahead, the hours are run one by one, the minutes by one run.
        for (job, distance) in [("minutely", 60_000), ("hourly", 3_600_000), ("daily", 86_400_000)] {
            let rows = try daemon.store.rows(
                "SELECT o.at FROM occurrence o JOIN job j ON j.id = o.job WHERE j.name = '\(job)' ORDER BY o.at"
            ).map { Int($0[0].integer ?? 0) }
            let first = try #require(rows.first)
            #expect(first > Int(start) && first - Int(start) <= distance)
            #expect(rows == Array(stride(from: first, through: first + distance * (rows.count - 1), by: distance)), "\(job)")
        }
        #expect(try daemon.count("occurrence o JOIN job j ON j.id = o.job WHERE j.name = 'hourly' AND outcome <> 'run'") == 0)
        #expect(try daemon.count("occurrence") > 1_400)
        let doubles = try daemon.store.rows(
            "SELECT name, json_extract(params, '$.at') AS at FROM event GROUP BY name, at HAVING count(*) > 1")
        #expect(doubles.isEmpty)
        #expect(try daemon.count("event") == daemon.count("job_run WHERE state = 'succeeded'"))
        try daemon.checkLedger()
        let outcome = try daemon.stop()
        #expect(outcome.errors.contains("the clock was set forward by 1d") && outcome.errors.contains("the clock was set back by 4h"))
    }

    @Test func bothChangesOfTheClocksOfTheYear() throws {
        let shop = try Shop(["ann@example.com": "pro"])
        func job(_ name: String, _ settings: String) throws {
            try shop.script(name, "job { name = \"\(name)\", timezone = \"Europe/Berlin\", \(settings) }\n")
        }
        try job("fixed", "schedule = \"30 2 * * *\"")
        try job("skipping", "schedule = \"30 2 * * *\", gap = \"skip\", overlap_hour = \"last\"")
        try job("both", "schedule = \"30 2 * * *\", overlap_hour = \"both\"")
        try job("by-clock", "schedule = \"*/30 * * * *\"")
        let clock = try FakeClock(in: shop.folder, at: "2026-03-29T00:59:55Z")
        let daemon = try Daemon(shop, environment: clock.environment)
        func instants(_ name: String) throws -> [String] {
            try daemon.store.rows(
                "SELECT strftime('%m-%dT%H:%M', o.at / 1000, 'unixepoch') FROM occurrence o JOIN job j ON j.id = o.job WHERE j.name = '\(name)' ORDER BY o.at"
            ).map { $0[0].text ?? "" }
        }
        // 02:30 does not exist: it is the first moment of 03:00.
        try daemon.eventually("the gap is run") { try instants("fixed") == ["03-29T01:00"] && instants("by-clock") == ["03-29T01:00"] }
        #expect(try instants("skipping").isEmpty)
        try daemon.stop()
        for name in ["fixed", "skipping", "both", "by-clock"] {
            try FileManager.default.removeItem(atPath: shop.folder["shop/scripts/\(name).lua"])
        }

        // 02:30 comes twice, an hour apart.
        try job("fixed2", "schedule = \"30 2 * * *\"")
        try job("last2", "schedule = \"30 2 * * *\", overlap_hour = \"last\"")
        try job("both2", "schedule = \"30 2 * * *\", overlap_hour = \"both\"")
        try job("by-clock2", "schedule = \"*/30 * * * *\"")
        try clock.set("2026-10-25T00:29:55Z")
        let autumn = try Daemon(shop, environment: clock.environment)
        func found(_ name: String) throws -> [String] { try instants(name) }
        try autumn.eventually("the first 02:30 is run") { try found("fixed2") == ["10-25T00:30"] && found("both2") == ["10-25T00:30"] }
        #expect(try found("last2").isEmpty)
        try clock.set("2026-10-25T01:29:57Z")
        try autumn.eventually("the second 02:30 is run") { try found("last2") == ["10-25T01:30"] && found("both2").count == 2 }
        try autumn.eventually("by the clock both are run") { try found("by-clock2") == ["10-25T00:30", "10-25T01:00", "10-25T01:30"] }
        #expect(try found("fixed2") == ["10-25T00:30"])
        try autumn.checkLedger()
        try autumn.stop()
    }
}
