import Foundation
import Glibc
import Testing

/// Two hundred scripts that mean harm, scheduled together with twenty that do not.
@Suite(.serialized) struct HostileScheduleTests {
    @Test func theGoodOnesKeepTheirTimes() throws {
        let shop = try Shop(["ann@example.com": "pro"])
        let hostile = try Self.hostileScripts().prefix(200)
        #expect(hostile.count == 200)
        for (number, text) in hostile.enumerated() {
            let settings = "name = \"hostile-\(number)\", on = \"startup\", timeout = \"1s\", concurrency = { hostile = 1 }, priority = -1"
            try shop.script("hostile-\(number)", "job { \(settings) }\n" + text)
        }
        for number in 0..<20 {
            // Late by more than this is a skipped instant, and the ledger says so.
            let settings = "name = \"good-\(number)\", every = \"2s\", max_late = \"2s\""
            try shop.script("good-\(number)", "job { \(settings) }\nlocal n = contact.all():count()\n")
        }
        let daemon = try Daemon(shop)
        let rounds = Soak.isOn ? 150 : 12
        try daemon.eventually("the good ones have run", seconds: Soak.isOn ? 900 : 180) {
            try daemon.count("job_run WHERE name LIKE 'good-%' AND state = 'succeeded'") >= 20 * rounds
        }
        if Soak.isOn {
            try daemon.eventually("the hostile ones are over", seconds: 1_800) {
                try daemon.count("job_run WHERE name LIKE 'hostile-%' AND state IN ('queued', 'running')") == 0
            }
        } else {
            try daemon.eventually("hostile ones were at it all the time") {
                try daemon.count("job_run WHERE name LIKE 'hostile-%' AND state NOT IN ('queued', 'running')") >= 15
            }
        }
        let late = try daemon.count(
            "occurrence o JOIN job j ON j.id = o.job WHERE j.name LIKE 'good-%' AND o.outcome <> 'run'")
        let all = try daemon.count("occurrence o JOIN job j ON j.id = o.job WHERE j.name LIKE 'good-%'")
        let why = try daemon.store.rows("SELECT DISTINCT reason FROM occurrence WHERE reason IS NOT NULL").map { $0[0].text ?? "" }
        #expect(late == 0, "\(late) of \(all) instants of good jobs were not run: \(why.prefix(5))")
        // A good run that is due has a worker before its next instant.
        let slow = try daemon.count("job_run WHERE name LIKE 'good-%' AND started_at - due_at > 2000")
        #expect(slow == 0, "\(slow) of \(all) runs of good jobs began after their next instant")
        #expect(try daemon.count("job_run WHERE name LIKE 'good-%' AND state IN ('failed', 'refused', 'cancelled')") == 0)
        try daemon.checkLedger()
        try daemon.stop(SIGKILL)
    }

    /// The hostile scripts of the other tests, but for those that are about jobs.
    private static func hostileScripts() throws -> [String] {
        let folders = ["Tests/LuaTests/Hostile", "Tests/AutomationTests/Hostile"].map { Program.package + "/" + $0 }
        var scripts: [String] = []
        for folder in folders {
            for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() where name.hasSuffix(".lua.txt") {
                let text = try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
                scripts += text.components(separatedBy: "\n-- id: ").dropFirst()
            }
        }
        return scripts.filter { !$0.contains("job {") && !$0.contains("job{") }.map { "-- " + $0 }
    }
}
