import Formats
import Testing

/// `lunation jobs`: the jobs as a scheduler has left them.
@Suite struct JobsTests {
    let jobs: JobShop
    private var shop: Shop { jobs.shop }

    init() throws {
        jobs = try JobShop()
    }

    /// The cells of the lines, but for the next instant, which hangs on the day.
    private func cells(_ arguments: String...) throws -> [[String]] {
        let outcome = try Program.run(["jobs", "--workspace", "shop"] + arguments, in: shop.folder)
        try #require(outcome.status == 0, "\(outcome)")
        return outcome.lines.map { line in
            line.split(separator: "\t", omittingEmptySubsequences: false).map { $0.hasPrefix("next 20") ? "next" : String($0) }
        }
    }

    @Test func noneAreNoLine() throws {
        #expect(try shop.succeed("jobs").output == "")
        #expect(try shop("jobs", "--json").json() == [])
    }

    @Test func eachInItsState() throws {
        try jobs.job("sunset", ["streak": .integer(12)])
        try jobs.finishedRun(7, "failed", ["error": .text("out of luck")])
        try jobs.finishedRun(8, "succeeded")
        try jobs.run(9)
        try jobs.job(
            "alpha", id: 2,
            [
                "paused_at": .integer(JobShop.night), "pause_reason": .text("cleaning"), "settings": .text(#"{"every":"15m"}"#),
                "streak": .integer(-3),
            ])
        try jobs.job("beta", id: 3, ["error": .text("scripts/beta.lua:3: no"), "settings": .text(#"{"after":["sunset"]}"#)])
        try jobs.job("gone", id: 4, ["removed": .integer(1)])
        let present = [
            ["alpha", "paused since 2025-06-01T01:00:00+00:00 (cleaning)", "every 15m", "no run yet", "-", "3 failed"],
            ["beta", "broken: scripts/beta.lua:3: no", "after sunset", "no run yet", "-", "-"],
            [
                "sunset", "active", "0 3 * * * Europe/Berlin",
                "run 8 succeeded 2025-06-01T03:00:02+02:00 in 1.25 s, 1 queued", "next", "12 good",
            ],
        ]
        #expect(try cells() == present)
        var all = present
        all.insert(["gone", "removed", "0 3 * * * Europe/Berlin", "no run yet", "-", "-"], at: 2)
        #expect(try cells("--all") == all)
    }

    /// A script that has never been read is listed under its path.
    @Test func aScriptThatWasNeverRead() throws {
        try jobs.job("scripts/x.lua", ["hash": .text(""), "settings": .text("{}"), "error": .text("scripts/x.lua:1: no")])
        #expect(try cells() == [["scripts/x.lua", "broken: scripts/x.lua:1: no", "by hand", "no run yet", "-", "-"]])
    }

    @Test func whatWaitsForATrigger() throws {
        try jobs.job("buyers", ["settings": .text(#"{"on":["event:Purchase"]}"#)])
        try jobs.insert("position", ["job": .integer(1), "trigger": .text("event:Purchase"), "value": .integer(1)])
        try shop.folder.write("email\nann@example.com\n", to: "a.csv")
        try shop.folder.write("email,at\n" + String(repeating: "ann@example.com,2026-01-01\n", count: 3), to: "log.csv")
        try shop.succeed("import", "a.csv")
        try shop.succeed("events", "import", "log.csv", "--name", "Other")
        try shop.succeed("events", "import", "log.csv", "--name", "Purchase", "--again")
        #expect(
            try cells() == [["buyers", "active", "on event:Purchase", "no run yet", "-", "-", "event:Purchase: 3 waiting"]])
        #expect(try shop("jobs", "--json").json().arrayValue?.first?["waiting"] == [["trigger": "event:Purchase", "count": 3]])
    }

    @Test func asOneDocument() throws {
        try jobs.job("sunset", ["streak": .integer(-1), "error": .text("bad")])
        try jobs.finishedRun(8, "failed")
        let job = try #require(try shop("jobs", "--json").json().arrayValue?.first)
        #expect(
            job.objectValue?.keys == [
                "job", "script", "state", "error", "paused_at", "pause_reason", "schedule", "timezone", "last_run", "queued", "next",
                "streak", "decided_until", "waiting",
            ])
        #expect(job["state"] == "broken")
        #expect(job["timezone"] == "Europe/Berlin")
        #expect(job["decided_until"] == "2025-06-01T01:00:00.000Z")
        #expect(
            job["last_run"] == [
                "run": 8, "state": "failed", "started_at": "2025-06-01T01:00:02.500Z", "finished_at": "2025-06-01T01:00:03.750Z",
            ])
        #expect(job["next"]?.stringValue?.contains("T03:00:00+0") == true)
    }
}
