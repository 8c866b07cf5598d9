import Formats
import Testing

/// Commands that steer: pause, resume, trigger, cancel, retry. Each says in one line what has happened.
@Suite struct SteerTests {
    let jobs: JobShop
    private var shop: Shop { jobs.shop }

    init() throws {
        jobs = try JobShop()
        try jobs.job("sunset", ["settings": .text(#"{"schedule":"0 3 * * *","priority":"7"}"#)])
    }

    private var version: Int64? { get throws { try jobs.store.integer("SELECT value FROM meta WHERE key = 'jobs'") } }

    private func one(_ columns: String, _ run: Int64) throws -> [Cell] {
        try #require(try jobs.store.rows("SELECT \(columns) FROM job_run WHERE id = \(run)").first)
    }

    @Test func aJobIsPausedAndGoesOn() throws {
        let before = try #require(try version)
        let paused = try shop.succeed("pause", "sunset", "--reason", "cleaning")
        #expect(paused.output == "sunset is paused; 'lunation resume sunset' lets it go on\n")
        #expect(try version == before + 1)
        let row = try jobs.store.rows("SELECT paused_at IS NOT NULL, pause_reason, cursor, streak FROM job")
        #expect(row == [[.integer(1), .text("cleaning"), .integer(JobShop.night), .integer(0)]])
        let again = try shop.succeed("pause", "sunset", "--reason", "other")
        #expect(again.output.hasPrefix("sunset was paused before, since 20"))
        #expect(again.output.hasSuffix("Z (cleaning)\n"))
        #expect(try version == before + 1)
        #expect(try shop.succeed("resume", "sunset").output == "sunset goes on\n")
        #expect(try version == before + 2)
        #expect(try jobs.store.rows("SELECT paused_at, pause_reason FROM job") == [[.null, .null]])
        #expect(try shop.succeed("resume", "sunset").output == "sunset was not paused\n")
        #expect(try version == before + 2)
        let document = try shop("pause", "sunset", "--json").json()
        #expect(document.objectValue?.keys == ["job", "state", "paused_at", "pause_reason", "changed"])
        #expect(document["state"] == "paused")
        #expect(document["changed"] == true)
    }

    @Test func aJobIsTriggered() throws {
        #expect(try shop.succeed("trigger", "sunset", "--set", "days=3").output == "run 1 of sunset queued\n")
        #expect(
            try one("job, name, script, hash, cause, state, priority, arguments, logical_now = due_at AND due_at = queued_at", 1) == [
                .integer(1), .text("sunset"), .text("scripts/sunset.lua"), .text("h-sunset"), .text("manual"), .text("queued"), .integer(7),
                .text(#"{"days":"3"}"#), .integer(1),
            ])
        try shop.succeed("pause", "sunset")
        #expect(try shop.succeed("trigger", "sunset").output == "run 2 of sunset queued; the job stays paused otherwise\n")
        #expect(try shop("trigger", "sunset", "--json").json()["cause"] == "manual")
    }

    @Test func aRunIsCancelled() throws {
        try jobs.run(5)
        try jobs.run(6, ["state": .text("running"), "started_at": .integer(JobShop.night), "lease": .integer(1)])
        try jobs.finishedRun(7, "succeeded")
        #expect(try shop.succeed("cancel", "5").output == "run 5 cancelled; it had not begun\n")
        #expect(try one("state, error, finished_at IS NOT NULL", 5) == [.text("cancelled"), .text("cancelled by hand"), .integer(1)])
        #expect(try shop.succeed("cancel", "6").output == "run 6 is running; its scheduler has been asked to end it\n")
        #expect(try one("state, cancelled", 6) == [.text("running"), .integer(1)])
        #expect(try shop("cancel", "6", "--json").json() == ["run": 6, "status": "requested"])
        #expect(try shop.succeed("cancel", "6").output == "run 6 is running; its scheduler was asked to end it before\n")
        let over = try shop("cancel", "7")
        #expect(over.status == 2)
        #expect(over.errors == "error: run 7 is over: it succeeded\n")
        #expect(try shop("cancel", "5").errors == "error: run 5 is over: it was cancelled\n")
    }

    /// The same text and arguments for the same instant, as a run of its own that no trigger's batch hangs on.
    @Test func aRunIsRetried() throws {
        let batch = #"{"trigger":"event:Purchase","from":4,"through":9,"generation":1}"#
        try jobs.finishedRun(
            5, "failed",
            [
                "hash": .text("h-old"), "arguments": .text(#"{"days":"3"}"#), "batch": .text(batch), "attempt": .integer(4),
                "priority": .integer(2),
            ])
        #expect(try shop.succeed("retry", "5").output == "run 6 queued in the place of run 5, for 2025-06-01T01:00:00.000Z\n")
        #expect(
            try one("job, name, script, hash, cause, state, arguments, batch, attempt, priority, logical_now", 6) == [
                .integer(1), .text("sunset"), .text("scripts/sunset.lua"), .text("h-old"), .text("retry"), .text("queued"),
                .text(#"{"days":"3"}"#), .null, .integer(1), .integer(2), .integer(JobShop.night),
            ])
        let waiting = try shop("retry", "6")
        #expect(waiting.status == 2)
        #expect(waiting.errors == "error: run 6 is not over: it is queued\n")
        try jobs.finishedRun(7, "succeeded")
        #expect(try shop.succeed("retry", "5").output == "run 8 queued in the place of run 5, for now: a later run has succeeded\n")
        #expect(try one("logical_now = queued_at", 8) == [.integer(1)])
        #expect(try shop("retry", "7").errors == "error: run 7 succeeded; there is nothing to retry\n")
    }

    /// A run of a script that is no job has no later runs.
    @Test func aScriptsRunIsRetriedForItsTime() throws {
        try jobs.finishedRun(5, "cancelled", ["job": .null])
        try jobs.finishedRun(6, "succeeded", ["job": .null])
        #expect(try shop.succeed("retry", "5").output == "run 7 queued in the place of run 5, for 2025-06-01T01:00:00.000Z\n")
    }

    @Test(arguments: [
        (["pause", "sunst"], "no job 'sunst' (did you mean 'sunset'?); 'lunation jobs' lists them"),
        (["resume", "sunst"], "no job 'sunst' (did you mean 'sunset'?); 'lunation jobs' lists them"),
        (["trigger", "Sunset!"], "no job 'Sunset!' (did you mean 'sunset'?); 'lunation jobs' lists them"),
        (["trigger", "other"], "no job 'other'; 'lunation jobs' lists them"),
        (["trigger", "gone"], "job 'gone' is gone: scripts/gone.lua is not there any more or has no job { … } of that name"),
        (["trigger", "scripts/x.lua"], "job 'scripts/x.lua' cannot run: scripts/x.lua:1: no"),
        (["pause", "gone"], "job 'gone' is gone: scripts/gone.lua is not there any more or has no job { … } of that name"),
        (["cancel", "99"], "no run 99; 'lunation runs' lists them"),
        (["retry", "99"], "no run 99; 'lunation runs' lists them"),
        (["cancel", "4"], "run 4 was never in the queue; 'lunation run' runs its script again"),
        (["retry", "4"], "run 4 was never in the queue; 'lunation run' runs its script again"),
    ])
    func whatMakesNoSense(arguments: [String], message: String) throws {
        try jobs.job("gone", id: 2, ["removed": .integer(1)])
        try jobs.job("scripts/x.lua", id: 3, ["hash": .text(""), "error": .text("scripts/x.lua:1: no")])
        try jobs.insert(
            "run",
            [
                "id": .integer(4), "kind": .text("run"), "name": .text("a"), "sequence": .integer(0), "logical_now": .integer(0),
                "started_at": .integer(0), "finished_at": .integer(0), "status": .text("failed"),
            ])
        let before = try version
        let outcome = try Program.run(arguments + ["--workspace", "shop"], in: shop.folder)
        #expect(outcome.status == 2, "\(outcome)")
        #expect(outcome.errors == "error: \(message)\n")
        #expect(outcome.output == "")
        #expect(try jobs.store.integer("SELECT count(*) FROM job_run") == 0)
        #expect(try version == before)
    }

    @Test func aWorkspaceWithoutJobs() throws {
        let empty = try Shop()
        #expect(
            try empty("trigger", "sunset").errors
                == "error: no job 'sunset'; there are none: 'lunation serve' reads them from scripts with job { … }\n")
    }
}
