import Glibc
import Testing

/// How a scheduler ends: it lets runs come to their ends, or puts them back.
@Suite(.serialized) struct StoppingTests {
    /// Takes a while, without end if nobody ends it.
    private static func script(rounds: Int) -> String {
        "job { name = \"long\", on = \"startup\" }\nlocal x = 0\nfor i = 1, \(rounds) do x = x + i % 7 end\n"
            + "contact.get(\"ann@example.com\"):fire(\"Done\")\n"
    }

    private func isRunning(_ daemon: Daemon) throws -> Bool { try daemon.count("job_run WHERE state = 'running'") == 1 }

    @Test func runsComeToTheirEnds() throws {
        let shop = try Shop(["ann@example.com": "pro"])
        try shop.script("long", Self.script(rounds: 60_000_000))
        let daemon = try Daemon(shop)
        try daemon.eventually("it runs") { try isRunning(daemon) }
        let outcome = try daemon.stop()
        #expect(outcome.status == 0, "\(outcome)")
        #expect(try daemon.count("job_run WHERE state = 'succeeded'") == 1, "\(outcome)")
        #expect(try daemon.count("event") == 1)
    }

    @Test func whatIsLeftGoesBackWithoutAnAttempt() throws {
        let shop = try Shop(["ann@example.com": "pro"])
        try shop.script("long", Self.script(rounds: 20_000_000_000))
        let daemon = try Daemon(shop, ["--drain", "1s"])
        try daemon.eventually("it runs") { try isRunning(daemon) }
        let outcome = try daemon.stop()
        #expect(outcome.status == 0, "\(outcome)")
        #expect(outcome.errors.contains("in the queue again"))
        #expect(try daemon.count("job_run WHERE state = 'queued' AND attempt = 1 AND losses = 0") == 1, "\(outcome)")
        #expect(try daemon.count("event") == 0)
    }

    @Test func aSecondSignalEndsAtOnce() throws {
        let shop = try Shop(["ann@example.com": "pro"])
        try shop.script("long", Self.script(rounds: 20_000_000_000))
        let daemon = try Daemon(shop, ["--drain", "1h"])
        try daemon.eventually("it runs") { try isRunning(daemon) }
        daemon.send(SIGTERM)
        usleep(300_000)
        let outcome = try daemon.stop()
        #expect(outcome.status == 0, "\(outcome)")
        #expect(try daemon.count("job_run WHERE state = 'queued' AND attempt = 1") == 1)
    }
}
