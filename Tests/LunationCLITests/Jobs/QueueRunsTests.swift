import Formats
import Testing

/// `lunation runs` and `lunation show` on runs of the queue.
@Suite struct QueueRunsTests {
    let jobs: JobShop
    private var shop: Shop { jobs.shop }

    init() throws {
        jobs = try JobShop()
        try jobs.job("sunset")
        try jobs.finishedRun(3, "succeeded")
        try jobs.finishedRun(4, "cancelled", ["error": .text("cancelled by hand")])
        try jobs.finishedRun(5, "failed", ["error": .text("out of luck")])
        try jobs.run(6)
        try jobs.run(7, ["state": .text("running"), "started_at": .integer(JobShop.night + 9_000), "lease": .integer(6)])
        try jobs.run(
            8,
            [
                "job": .null, "name": .text("scripts/noop.lua"), "script": .text("scripts/noop.lua"), "cause": .text("enqueue"),
                "attempt": .integer(2), "error": .text("no luck"),
            ])
        try jobs.insert(
            "run",
            [
                "id": .integer(1), "kind": .text("import"), "name": .text("a.csv"), "sequence": .integer(0),
                "logical_now": .integer(JobShop.night), "started_at": .integer(JobShop.night), "finished_at": .integer(JobShop.night),
                "status": .text("committed"), "summary": .text("{}"),
            ])
    }

    private static let lines = [
        "7\t2025-06-01T01:00:09.000Z\trunning\trun\tsunset\tschedule",
        "8\t2025-06-01T01:00:00.000Z\tqueued\trun\tscripts/noop.lua\tenqueue, attempt 2 after: no luck",
        "6\t2025-06-01T01:00:00.000Z\tqueued\trun\tsunset\tschedule",
        "5\t2025-06-01T01:00:03.750Z\tfailed\trun\tscripts/sunset.lua\t2 contacts",
        "4\t2025-06-01T01:00:03.750Z\tcancelled\trun\tsunset\tcancelled by hand",
        "3\t2025-06-01T01:00:03.750Z\tcommitted\trun\tscripts/sunset.lua\t2 contacts",
        "1\t2025-06-01T01:00:00.000Z\tfinished\timport\ta.csv\t",
    ]

    private func numbers(_ arguments: String...) throws -> [String] {
        let outcome = try Program.run(["runs", "--workspace", "shop"] + arguments, in: shop.folder)
        try #require(outcome.status == 0, "\(outcome)")
        return outcome.lines.map { String($0.prefix { $0 != "\t" }) }
    }

    @Test func whatIsOpenStandsOnTop() throws {
        #expect(try shop.succeed("runs").lines == Self.lines)
        #expect(try numbers("--limit", "2") == ["7", "8"])
        #expect(try numbers("--limit", "5") == ["7", "8", "6", "5", "4"])
        #expect(try numbers("--limit", "0") == [])
    }

    @Test func filters() throws {
        #expect(try numbers("--job", "sunset") == ["7", "6", "5", "4", "3"])
        #expect(try numbers("--job", "sunset", "--state", "queued") == ["6"])
        #expect(try numbers("--state", "queued") == ["8", "6"])
        #expect(try numbers("--state", "running") == ["7"])
        #expect(try numbers("--state", "succeeded") == ["3", "1"])
        #expect(try numbers("--state", "committed") == ["3", "1"])
        #expect(try numbers("--state", "failed", "--job", "sunset") == ["5"])
        #expect(try numbers("--state", "cancelled") == ["4"])
        #expect(try numbers("--state", "refused") == [])
    }

    @Test func whatThereIsNot() throws {
        let job = try shop("runs", "--job", "sunsett")
        #expect(job.status == 2)
        #expect(job.errors == "error: no job 'sunsett' (did you mean 'sunset'?); 'lunation jobs' lists them\n")
        let state = try shop("runs", "--state", "failled")
        #expect(state.status == 2)
        #expect(
            state.errors.contains(
                "No state 'failled' (did you mean 'failed'?); write queued, running, succeeded, refused, failed, cancelled."))
    }

    /// A job is known by its runs when nobody knows its script any more, and a script that is run by hand by its job.
    @Test func aNameThatOnlyRunsHave() throws {
        try shop.succeed("run", "--eval", "job { name = 'by hand' } list.create 'A'")
        #expect(try numbers("--job", "by hand") == ["9"])
    }

    @Test func asOneDocument() throws {
        let runs = try #require(try shop("runs", "--json").json().arrayValue)
        #expect(runs.map { $0["run"] } == [7, 8, 6, 5, 4, 3, 1])
        #expect(runs.map { $0["status"] } == ["running", "queued", "queued", "failed", "cancelled", "committed", "finished"])
        let common = try #require(runs.last?.objectValue?.keys)
        #expect(runs[3].objectValue?.keys == common)
        #expect(
            runs[0].objectValue?.keys == common + [
                "job", "script", "cause", "batch", "attempt", "losses", "priority", "queued_at", "due_at", "arguments", "error",
            ])
        #expect(runs[0]["finished_at"] == .null)
        #expect(runs[1]["job"] == .null)
        #expect(runs[1]["error"] == "no luck")
    }

    @Test func aRunThatIsOverShowsWhatItStoodFor() throws {
        let day: Int64 = 86_400_000
        try jobs.occurrence(JobShop.night - 2 * day, "coalesced", run: 3)
        try jobs.occurrence(JobShop.night - day, "coalesced", run: 3)
        try jobs.occurrence(JobShop.night, "run", run: 3)
        try jobs.log(3, (1...12).map { "{\"ts\":\"2025-06-01T01:00:03.000Z\",\"level\":\"info\",\"message\":\"line \($0)\"}\n" }.joined())
        let shown = try shop.succeed("show", "3")
        #expect(
            shown.lines.prefix(6) == [
                Self.lines[5], "script h-sunset", "job sunset, cause schedule, attempt 1",
                "stands for 2025-06-01T03:00:00+02:00, and for 2 before it: 2025-05-30T03:00:00+02:00 to 2025-05-31T03:00:00+02:00",
                "queued 2025-06-01T01:00:00.000Z, due 2025-06-01T01:00:00.000Z, for 2025-06-01T01:00:00.000Z",
                "started 2025-06-01T01:00:02.500Z, ended 2025-06-01T01:00:03.750Z after 1.25 s",
            ])
        #expect(shown.lines.dropFirst(6).first == "the end of its log:")
        #expect(shown.lines.dropFirst(7) == (3...12).map { "  2025-06-01T01:00:03.000Z info: line \($0)" }[...])
        let document = try shop("show", "3", "--json").json()
        #expect(document["status"] == "committed")
        #expect(document["cause"] == "schedule")
        #expect(
            document["occurrences"] == [
                ["at": "2025-05-30T03:00:00+02:00", "outcome": "coalesced"], ["at": "2025-05-31T03:00:00+02:00", "outcome": "coalesced"],
                ["at": "2025-06-01T03:00:00+02:00", "outcome": "run"],
            ])
        #expect(document["log"]?.arrayValue?.count == 10)
        #expect(document["contacts"] == [])
    }

    @Test func runsWithoutARecordAreShown() throws {
        try jobs.log(7, "{\"ts\":\"2025-06-01T01:00:09.100Z\",\"level\":\"print\",\"message\":\"hello\"}\nhalf a li")
        #expect(
            try shop.succeed("show", "7").lines == [
                Self.lines[0], "script h-sunset", "job sunset, cause schedule, attempt 1",
                "queued 2025-06-01T01:00:00.000Z, due 2025-06-01T01:00:00.000Z, for 2025-06-01T01:00:00.000Z",
                "started 2025-06-01T01:00:09.000Z", "the end of its log:", "  2025-06-01T01:00:09.100Z hello", "  half a li",
            ])
        #expect(
            try shop.succeed("show", "8").lines == [
                Self.lines[1], "script h-sunset", "script scripts/noop.lua, cause enqueue, attempt 2",
                "queued 2025-06-01T01:00:00.000Z, due 2025-06-01T01:00:00.000Z, for 2025-06-01T01:00:00.000Z", "error no luck",
            ])
        #expect(try shop.succeed("show", "4").lines.last == "error cancelled by hand")
        let document = try shop("show", "4", "--json").json()
        #expect(document["status"] == "cancelled")
        #expect(document["occurrences"] == [])
        #expect(document["log"] == [])
        #expect(document["contacts"] == [])
        let batch = #"{"trigger":"event:Purchase","from":4,"through":9,"generation":1}"#
        try jobs.run(10, ["cause": .text("event"), "batch": .text(batch), "losses": .integer(1)])
        #expect(try shop.succeed("show", "10").lines[2] == "job sunset, cause event, event:Purchase 5 to 9, attempt 1, 1 worker lost")
    }

    @Test func aRunThatWasNeverQueuedIsShownAsBefore() throws {
        #expect(try shop.succeed("show", "1").lines == [Self.lines[6]])
        #expect(try shop("show", "99").errors == "error: no run 99; 'lunation runs' lists them\n")
    }
}
