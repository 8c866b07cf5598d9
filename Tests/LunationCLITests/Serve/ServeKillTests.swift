import Foundation
import Glibc
import Testing

/// Schedulers and workers that are killed or stopped at any moment: every run happens once, and soon.
@Suite(.serialized) struct ServeKillTests {
    private static let kills = Soak.isOn ? 200 : 24

    /// Fires without a key: what runs twice is seen twice.
    private static let script = """
        job { name = "tick", every = "1s", overlap = "queue", catch_up = "all" }
        local x = 0
        for i = 1, 2000000 do x = x + i % 7 end
        contact.get("ann@example.com"):fire("Tick", { at = run.scheduled_at })
        """

    @Test(arguments: ["scheduler", "worker", "both"]) func killedAtAnyMoment(_ victim: String) throws {
        var random = SystemSeed.generator(named: "ServeKillTests.\(victim)")
        let shop = try Shop(["ann@example.com": "pro"])
        try shop.script("tick", Self.script)
        try shop.script(
            "buyers",
            "job { name = \"seen\", on = \"event:Tick\" }\nfor e in run.trigger.events():each() do end\n"
                + "contact.get(\"ann@example.com\"):fire(\"Seen\", { count = run.trigger.events():count() })\n")
        var daemon = try Daemon(shop)
        for _ in 0..<Self.kills {
            usleep(UInt32.random(in: 1_000...700_000, using: &random))
            let workers = daemon.workers
            if victim != "scheduler", let worker = workers.randomElement(using: &random) { kill(worker, SIGKILL) }
            guard victim != "worker" else { continue }
            try daemon.stop(SIGKILL)
            daemon = try Daemon(shop)
        }
        let known = try daemon.count("occurrence")
        try daemon.eventually("it goes on") { try daemon.count("occurrence") > known + 2 }
        try FileManager.default.removeItem(atPath: shop.folder["shop/scripts/tick.lua"])
        try daemon.eventually("nothing is left to do") { try daemon.count("job_run WHERE state IN ('queued', 'running')") == 0 }
        try daemon.eventually("all is handled") {
            let ticks = try events("Tick", daemon)
            let seen = try daemon.store.integer(
                "SELECT coalesce(sum(json_extract(params, '$.count')), 0) FROM event e JOIN event_name n ON n.id = e.name WHERE n.name = 'Seen'"
            )
            return seen == Int64(ticks)
        }
        try daemon.checkLedger()
        // Each instant's run has fired once, or not at all where it was lost too often or cancelled with its script.
        let doubles = try daemon.store.rows(
            "SELECT count(*) FROM event e JOIN event_name n ON n.id = e.name WHERE n.name = 'Tick' GROUP BY json_extract(params, '$.at') HAVING count(*) > 1"
        )
        #expect(doubles.isEmpty)
        #expect(try events("Tick", daemon) == daemon.count("job_run WHERE name = 'tick' AND state = 'succeeded'"))
        // Every instant between the first and the last has its row.
        let gaps = try daemon.store.rows(
            "SELECT at FROM (SELECT at, lead(at) OVER (ORDER BY at) AS next FROM occurrence) WHERE next - at <> 1000")
        #expect(gaps.isEmpty, "\(gaps.count) gaps")
        try daemon.stop()
    }

    private func events(_ name: String, _ daemon: Daemon) throws -> Int {
        try daemon.count("event e JOIN event_name n ON n.id = e.name WHERE n.name = '\(name)'")
    }

    @Test func aLostRunIsRunningAgainWithinTenSeconds() throws {
        let shop = try Shop(["ann@example.com": "pro"])
        try shop.script("long", "job { name = \"long\", on = \"startup\" }\nwhile true do end\n")
        var daemon = try Daemon(shop, workers: 1)
        func lease() throws -> Int64 { try daemon.store.integer("SELECT lease FROM job_run WHERE state = 'running'") ?? 0 }
        try daemon.eventually("it runs") { try lease() > 0 }
        // A worker that is killed, one that is stopped, and a scheduler that is killed.
        var last = try lease()
        kill(try #require(daemon.workers.first), SIGKILL)
        try daemon.eventually("a killed worker's run is running again", seconds: 10) { try lease() > last }
        last = try lease()
        usleep(500_000)
        kill(try #require(daemon.workers.first), SIGSTOP)
        try daemon.eventually("a stopped worker's run is running again", seconds: 10) { try lease() > last }
        last = try lease()
        try daemon.stop(SIGKILL)
        daemon = try Daemon(shop, workers: 1)
        try daemon.eventually("a killed scheduler's run is running again", seconds: 10) { try lease() > last }
        try daemon.stop(SIGKILL)
    }

    /// The scheduler and its workers are stopped for three leases; another takes the workspace over; then they come back.
    @Test func whoComesBackFinishesNothing() throws {
        let shop = try Shop(["ann@example.com": "pro"])
        try shop.settings("scheduler:\n  lease: 2s")
        try shop.script(
            "slow",
            "job { name = \"slow\", on = \"startup\" }\nlocal x = 0\nfor i = 1, 150000000 do x = x + i % 7 end\n"
                + "contact.get(\"ann@example.com\"):fire(\"Done\")\n")
        let old = try Daemon(shop)
        try old.eventually("it runs") { try old.count("job_run WHERE state = 'running'") == 1 }
        let all = old.workers + [old.child.process]
        for process in all { kill(process, SIGSTOP) }
        let new = try Daemon(shop)
        try new.eventually("the run was given to another") { try new.store.integer("SELECT max(lease) FROM job_run") ?? 0 > 1 }
        usleep(6_000_000)
        for process in all { kill(process, SIGCONT) }
        let outcome = try old.child.end()
        #expect(outcome.errors.contains("another scheduler has taken this workspace over"), "\(outcome)")
        #expect(outcome.status != 0)
        try new.eventually("it is done") { try new.count("job_run WHERE state = 'succeeded' AND name = 'slow'") >= 1 }
        usleep(500_000)
        #expect(try new.count("event") == new.count("job_run WHERE state = 'succeeded' AND name = 'slow'"))
        try new.checkLedger()
        try new.stop()
    }
}
