import Formats
import Foundation
import Glibc
import Testing

/// `lunation serve`: scripts become jobs, and jobs run.
@Suite(.serialized) struct ServeTests {
    @Test func scriptsBecomeJobsAndRun() throws {
        let shop = try Shop(["ann@example.com": "pro"])
        try shop.script("tick", "job { name = \"tick\", every = \"1s\" }\ncontact.get(\"ann@example.com\"):fire(\"Tick\")\n")
        let daemon = try Daemon(shop)
        try daemon.eventually("it ticks") { try daemon.count("event") >= 3 }
        // One is added, one changed, one broken, one removed: nobody starts anything again.
        try shop.script("late", "job { name = \"late\", every = \"1s\" }\nprint(\"here\")\n")
        try daemon.eventually("a new script runs") { try daemon.count("job_run WHERE name = 'late' AND state = 'succeeded'") > 0 }
        try shop.script("late", "job { name = \"late\", every = \"1s\" }\ncontact.get(\"ann@example.com\"):fire(\"Late\")\n")
        try daemon.eventually("a changed script runs") {
            try daemon.count("event e JOIN event_name n ON n.id = e.name WHERE n.name = 'Late'") > 0
        }
        try shop.script("late", "job { name = \"late\", every = \"1s\"\n")
        try daemon.eventually("a broken script is told") { try daemon.count("job WHERE name = 'late' AND error IS NOT NULL") == 1 }
        let before = try daemon.count("job_run WHERE name = 'late' AND state = 'succeeded'")
        try daemon.eventually("its last good version runs on") {
            try daemon.count("job_run WHERE name = 'late' AND state = 'succeeded'") > before
        }
        try FileManager.default.removeItem(atPath: shop.folder["shop/scripts/late.lua"])
        try daemon.eventually("a removed script is no job") { try daemon.count("job WHERE name = 'late' AND removed = 1") == 1 }
        try daemon.checkLedger()
        let outcome = try daemon.stop()
        #expect(outcome.status == 0, "\(outcome)")
        #expect(outcome.errors.contains(#""message":"scheduler ended""#))
        #expect(try daemon.count("job_run WHERE state = 'running'") == 0)
    }

    @Test func windowsHaveNoGapsAndNoOverlaps() throws {
        let shop = try Shop()
        try shop.script(
            "window",
            "job { name = \"window\", every = \"1s\" }\nstate.last = run.window.finish\n"
                + "log.info(\"window\", { start = run.window.start, finish = run.window.finish })\n")
        let daemon = try Daemon(shop)
        try daemon.eventually("it ran some times") { try daemon.count("job_run WHERE state = 'succeeded'") >= 4 }
        try daemon.stop()
        var windows: [(start: String?, finish: String?)] = []
        for run in try daemon.store.rows("SELECT id FROM job_run WHERE state = 'succeeded' ORDER BY id") {
            let line = try shop.folder.text("shop/.lunation/logs/\(run[0].integer ?? 0).jsonl").split(separator: "\n").last ?? ""
            let fields = try JSONValue(parsing: String(line))["fields"]
            windows.append((fields?["start"]?.stringValue, fields?["finish"]?.stringValue))
        }
        #expect(windows.count >= 4 && windows[0].start == nil)
        for (one, next) in zip(windows, windows.dropFirst()) { #expect(next.start == one.finish && next.start != nil) }
    }

    @Test func oneRunAfterTheOther() throws {
        let shop = try Shop(["ann@example.com": "pro"])
        try shop.script("first", "job { name = \"first\", on = \"startup\" }\ncontact.get(\"ann@example.com\"):fire(\"Hello\")\n")
        try shop.script("second", "job { name = \"second\", after = \"first\" }\nlog.info(\"after\", { job = run.trigger.name })\n")
        try shop.script(
            "third",
            "job { name = \"third\", on = \"event:Hello\" }\nfor c in run.trigger.contacts():each() do c:fire(\"Seen\") end\n")
        let daemon = try Daemon(shop)
        try daemon.eventually("all three ran") {
            try daemon.count("job_run WHERE state = 'succeeded'") == 3
        }
        #expect(try daemon.count("event e JOIN event_name n ON n.id = e.name WHERE n.name = 'Seen'") == 1)
        let second = try daemon.store.integer("SELECT id FROM job_run WHERE name = 'second'") ?? 0
        #expect(try shop.folder.text("shop/.lunation/logs/\(second).jsonl").contains(#""job":"first""#))
        #expect(
            try daemon.store.rows("SELECT name, cause FROM job_run ORDER BY name").map { "\($0[0].text ?? "") \($0[1].text ?? "")" }
                == ["first startup", "second after", "third event"])
        try daemon.stop()
    }

    /// The end of a run that changes nothing is written by the scheduler itself, and with it the run of the next job.
    @Test func aRunThatChangesNothingIsFollowed() throws {
        let shop = try Shop()
        try shop.script("first", "job { name = \"first\", on = \"startup\" }\nlog.info(\"first\")\n")
        try shop.script("second", "job { name = \"second\", after = \"first\" }\nlog.info(\"second\")\n")
        try shop.script("third", "job { name = \"third\", after = \"second\" }\nlog.info(\"third\")\n")
        let daemon = try Daemon(shop)
        try daemon.eventually("all three ran") { try daemon.count("job_run WHERE state = 'succeeded'") == 3 }
        try daemon.stop()
    }

    @Test func segmentsAreCrossedOnce() throws {
        let shop = try Shop(["ann@example.com": "free", "bob@example.com": "free"])
        try shop.succeed("run", "--eval", "segment.define('Pro', contact.fields.plan:eq 'pro')")
        try shop.script("in", "job { name = \"in\", on = \"enter:Pro\" }\nfor c in run.trigger.contacts():each() do c:fire(\"In\") end\n")
        try shop.script(
            "out", "job { name = \"out\", on = \"leave:Pro\" }\nfor c in run.trigger.contacts():each() do c:fire(\"Out\") end\n")
        let daemon = try Daemon(shop)
        try daemon.eventually("the segment is known") { try daemon.count("segment_watch") == 1 }
        func events(_ name: String) throws -> Int {
            try daemon.count("event e JOIN event_name n ON n.id = e.name WHERE n.name = '\(name)'")
        }
        for round in 1...3 {
            try shop.succeed("run", "--eval", "contact.get('ann@example.com').fields.plan = 'pro'")
            try daemon.eventually("she has come in") { try events("In") == round }
            try shop.succeed("run", "--eval", "contact.get('ann@example.com').fields.plan = 'free'")
            try daemon.eventually("she has left") { try events("Out") == round }
        }
        try daemon.stop()
    }

    @Test func eventsAreHandledOnceThoughSomeAreTakenBack() throws {
        let shop = try Shop(["ann@example.com": "pro"])
        try shop.script(
            "buyers", "job { name = \"buyers\", on = \"event:Buy\" }\nstate.count = (state.count or 0) + run.trigger.events():count()\n")
        let daemon = try Daemon(shop)
        try daemon.eventually("the job is known") { try daemon.count("job") == 1 }
        func handled() throws -> Int64? { try daemon.store.integer("SELECT CAST(value AS INTEGER) FROM state WHERE job = 'buyers'") }
        let fire = "for i = 1, 5 do contact.get('ann@example.com'):fire('Buy') end"
        try shop.succeed("run", "--eval", fire)
        try daemon.eventually("five are handled") { try handled() == 5 }
        let run = try #require(try daemon.store.integer("SELECT max(id) FROM run WHERE kind = 'run' AND last_event IS NOT NULL"))
        try shop.succeed("undo", String(run))
        // They take the numbers of those that were taken back.
        try shop.succeed("run", "--eval", fire)
        try daemon.eventually("the next five are handled") { try handled() == 10 }
        try daemon.stop()
        #expect(try daemon.count("job_run WHERE state NOT IN ('succeeded', 'cancelled')") == 0)
    }

    @Test func whatCameWhileAJobWasPausedIsHandledThen() throws {
        let shop = try Shop(["ann@example.com": "pro"])
        try shop.script("buyers", "job { name = \"buyers\", on = \"event:Buy\" }\nstate.count = run.trigger.events():count()\n")
        let daemon = try Daemon(shop)
        try daemon.eventually("the job is known") { try daemon.count("job") == 1 }
        try shop.succeed("pause", "buyers")
        try shop.succeed("run", "--eval", "for i = 1, 3 do contact.get('ann@example.com'):fire('Buy') end")
        usleep(500_000)
        #expect(try daemon.count("job_run") == 0)
        try shop.succeed("resume", "buyers")
        try daemon.eventually("it is handled") { try daemon.count("state WHERE job = 'buyers' AND value = '3'") == 1 }
        try daemon.stop()
    }

    @Test func failedRunsAreTriedAgainAndTimeLimitsHold() throws {
        let shop = try Shop(["ann@example.com": "pro"])
        try shop.script("endless", "job { name = \"endless\", on = \"startup\", timeout = \"1s\" }\nwhile true do end\n")
        try shop.script("wrong", "job { name = \"wrong\", on = \"startup\", retries = 3 }\nerror(\"no ann@example.com\")\n")
        let daemon = try Daemon(shop)
        try daemon.eventually("one is over, the other waits for its next attempt") {
            let isOver = try daemon.count("job_run WHERE name = 'endless' AND state = 'failed'") == 1
            return try isOver && daemon.count("job_run WHERE name = 'wrong' AND state = 'queued' AND attempt = 2") == 1
        }
        let errors = try daemon.store.rows("SELECT error FROM job_run ORDER BY name").map { $0[0].text ?? "" }
        #expect(errors[0].contains("time limit") && errors[0].contains("scripts/endless.lua:2"), "\(errors)")
        #expect(errors[1].contains("scripts/wrong.lua:2") && !errors[1].contains("ann@"), "\(errors)")
        let outcome = try daemon.stop()
        #expect(!outcome.errors.contains("ann@example.com"))
    }
}
