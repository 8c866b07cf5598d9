import Formats
import Glibc
import Testing

/// Exit code 5 also where the script's thread is stuck in something that looks at no limit: a pipe that nobody writes to.
@Suite struct StallTests {
    private func shop() throws -> Shop {
        let shop = try Shop(["ann@example.com": "free"])
        try #require(mkfifo(shop.folder.path + "/shop/lib/pipe.lua", 0o600) == 0)
        return shop
    }

    private static let script = "contact.get('ann@example.com').fields.plan = 'pro' while true do pcall(require, 'pipe') end"
    private static let message =
        "(command line): the script has stopped answering, long past its time limit; the process was ended and nothing was changed"

    @Test func aStuckScriptEndsTheProcess() throws {
        let shop = try shop()
        let before = try shop.digest()
        let run = try shop("run", "--eval", Self.script, "--timeout", "1s")
        #expect(run.status == 5)
        #expect(run.errors == "error: \(Self.message)\n")
        #expect(run.output == "")
        #expect(try shop.digest() == before)
        let record = try #require(try shop("runs", "--limit", "1", "--json").json().arrayValue?.first)
        #expect(record["status"] == "failed")
        // The next run is not in its way.
        try shop.succeed("run", "--eval", "contact.get('ann@example.com').fields.plan = 'gold'")
    }

    @Test func plansAreWatchedToo() throws {
        let plan = try shop()("plan", "--eval", Self.script, "--timeout", "1s")
        #expect(plan.status == 5)
        #expect(plan.errors == "error: \(Self.message)\n")
    }

    @Test func soAreTestsOfScripts() throws {
        let shop = try shop()
        try shop.folder.write("limits:\n  timeout: 1s\n", to: "shop/lunation.yml")
        try shop.folder.write("test('hangs', function(t) require 'pipe' end)\n", to: "shop/tests/hang_test.lua")
        let test = try Program.run(["test", "--workspace", "shop"], in: shop.folder)
        #expect(test.status == 5, "\(test)")
        #expect(test.errors.contains("hang_test.lua: the script has stopped answering"))
    }

    /// A process that was stopped for longer than all limits goes on, and its script ends by itself.
    @Test func aStoppedProcessIsNotStuck() throws {
        let shop = try shop()
        let child = try shop.start("run", "--eval", "print('started') while true do end", "--timeout", "1s")
        usleep(500_000)
        kill(child.process, SIGSTOP)
        usleep(3_000_000)
        kill(child.process, SIGCONT)
        let run = try child.end()
        #expect(run.status == 5)
        #expect(run.errors.contains("the time limit of 1.0 seconds was reached"), "\(run)")
    }
}
