import Formats
import Glibc
import Testing

/// Exit code 5 also where the script's thread is stuck in something that looks at no limit: a pipe that nobody reads.
@Suite struct StallTests {
    private static let flood = "while true do print(('x'):rep(1000)) end"

    @Test func aStuckScriptEndsTheProcess() throws {
        let shop = try Shop(["ann@example.com": "free"])
        let before = try shop.digest()
        let run = try Program.shell(
            """
            mkfifo errors; sleep 60 < errors & "$LUNATION" run --workspace shop --timeout 1s \
              --eval "contact.get('ann@example.com').fields.plan = 'pro' \(Self.flood)" 2> errors; status=$?; kill $!; exit $status
            """, in: shop.folder)
        #expect(run.status == 5, "\(run)")
        #expect(try shop.digest() == before)
        let record = try #require(try shop("runs", "--limit", "1", "--json").json().arrayValue?.first)
        #expect(record["status"] == "failed")
        // The next run is not in its way.
        try shop.succeed("run", "--eval", "contact.get('ann@example.com').fields.plan = 'gold'")
    }

    @Test func theMessageSaysWhatBecameOfIt() throws {
        let shop = try Shop(["ann@example.com": "free"])
        let repl = try Program.shell(
            """
            mkfifo answers; sleep 60 < answers & echo "\(Self.flood)" | "$LUNATION" repl --workspace shop --timeout 1s > answers
            status=$?; kill $!; exit $status
            """, in: shop.folder)
        #expect(repl.status == 5, "\(repl)")
        #expect(
            repl.errors.hasSuffix(
                "error: repl: the script has stopped answering, long past its time limit; the process was ended and nothing was changed\n"),
            "\(repl)")
    }

    @Test func aPipeIsNoModule() throws {
        let shop = try Shop(["ann@example.com": "free"])
        try #require(mkfifo(shop.folder.path + "/shop/lib/pipe.lua", 0o600) == 0)
        let run = try shop("run", "--eval", "require 'pipe'", "--timeout", "1s")
        #expect(run.status == 1)
        #expect(run.errors.hasPrefix("error: (command line):1: lib/pipe.lua is no regular file\n"), "\(run)")
    }

    /// A process that was stopped for longer than all limits goes on, and its script ends by itself.
    @Test func aStoppedProcessIsNotStuck() throws {
        let shop = try Shop(["ann@example.com": "free"])
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
