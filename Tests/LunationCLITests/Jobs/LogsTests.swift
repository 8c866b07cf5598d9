import Testing

/// `lunation logs`: what a run has logged, while it runs and after.
@Suite struct LogsTests {
    let jobs: JobShop
    private var shop: Shop { jobs.shop }

    init() throws {
        jobs = try JobShop()
        try jobs.job("sunset")
    }

    private static let log = """
        {"ts":"2025-06-01T01:00:03.000Z","level":"info","message":"idle","fields":{"contacts":3,"plan":"pro"},"script":"scripts/sunset.lua","line":19}
        {"ts":"2025-06-01T01:00:03.100Z","level":"print","message":"hello"}
        {"ts":"2025-06-01T01:00:03.200Z","level":"error","message":"no\\nluck \\u001b[31m"}
        half a li
        """

    @Test func linesForPeopleAndAsTheyAre() throws {
        try jobs.finishedRun(3, "succeeded")
        try jobs.log(3, Self.log)
        let shown = try shop.succeed("logs", "3")
        #expect(
            shown.output == """
                2025-06-01T01:00:03.000Z info: idle contacts=3 plan=pro (scripts/sunset.lua:19)
                2025-06-01T01:00:03.100Z hello
                2025-06-01T01:00:03.200Z error: no\\nluck \\u{1b}[31m
                half a li

                """)
        #expect(shown.errors == "")
        #expect(try shop.succeed("logs", "3", "--json").output == Self.log + "\n")
    }

    @Test(arguments: [("succeeded", 0), ("failed", 1), ("cancelled", 1), ("refused", 3)] as [(String, Int32)])
    func theExitCodeIsTheRuns(state: String, status: Int32) throws {
        try jobs.finishedRun(3, state)
        try jobs.log(3, Self.log)
        let outcome = try shop("logs", "3")
        #expect(outcome.status == status, "\(outcome)")
        #expect(outcome.lines.count == 4)
        #expect(try shop("logs", "-f", "3").status == status)
    }

    @Test func runsWithoutALog() throws {
        try jobs.finishedRun(3, "succeeded")
        try jobs.run(4)
        let over = try shop.succeed("logs", "3")
        #expect(over.output == "")
        #expect(over.errors == "run 3 has no log\n")
        #expect(try shop.succeed("logs", "4").errors == "run 4 has no log yet\n")
        try shop.succeed("run", "--eval", "list.create 'A'")
        let other = try shop("logs", "5")
        #expect(other.status == 2)
        #expect(other.errors == "error: run 5 was never in the queue; 'lunation run' runs its script again\n")
        #expect(try shop("logs", "99").errors == "error: no run 99; 'lunation runs' lists them\n")
    }

    /// Each line is shown before the next one is written; the last ones come after the run's end.
    @Test func aRunIsFollowedToItsEnd() throws {
        try jobs.run(3, ["state": .text("running"), "started_at": .integer(JobShop.night)])
        try shop.folder.makeFolder("shop/.lunation/logs")
        let follower = try Program.start(["logs", "-f", "3", "--json", "--workspace", "shop"], in: shop.folder)
        let written = try Program.shell(
            """
            log=shop/.lunation/logs/3.jsonl
            for number in 1 2 3; do
                echo "{\\"message\\":\\"$number\\"}" >> $log
                until grep -q "\\"$number\\"" .child-*.out; do sleep 0.05; done
            done
            printf '{"mess' >> $log
            """, in: shop.folder)
        #expect(written.status == 0, "\(written)")
        _ = try jobs.store.rows("UPDATE job_run SET state = 'failed', finished_at = \(JobShop.night) WHERE id = 3")
        let rest = try Program.shell("printf 'age\":\"4\"}\\n' >> shop/.lunation/logs/3.jsonl", in: shop.folder)
        #expect(rest.status == 0)
        let outcome = try follower.end()
        #expect(outcome.status == 1, "\(outcome)")
        #expect(outcome.output == (1...4).map { "{\"message\":\"\($0)\"}\n" }.joined())
    }
}
