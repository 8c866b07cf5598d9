import Formats
import Testing

/// `lunation next`: the instants to come of a job's schedule.
@Suite struct NextTests {
    let jobs: JobShop
    private var shop: Shop { jobs.shop }

    init() throws {
        jobs = try JobShop()
    }

    @Test func instantsWithTheirOffsets() throws {
        try jobs.job("sunset", ["settings": .text(#"{"schedule":"30 2 * * *","timezone":"Europe/Berlin","jitter":"5m"}"#)])
        let outcome = try shop.succeed("next", "sunset", "-n", "3", "--after", "2026-03-28")
        #expect(
            outcome.output == """
                2026-03-28T02:30:00+01:00  Sat
                2026-03-29T03:00:00+02:00  Sun  moved from 02:30, which the clocks skip
                2026-03-30T02:30:00+02:00  Mon

                """)
        #expect(outcome.errors == "each run starts up to 5m later: jitter\n")
        #expect(try shop.succeed("next", "sunset").lines.count == 10)
    }

    @Test func blackoutsAreMarked() throws {
        try jobs.job("sunset", ["settings": .text(#"{"every":"12h","timezone":"Europe/Berlin","blackout":["sat,sun"]}"#)])
        let outcome = try shop.succeed("next", "sunset", "-n", "3", "--after", "2026-06-05T00:00:00Z")
        #expect(
            outcome.lines == [
                "2026-06-05T14:00:00+02:00  Fri", "2026-06-06T02:00:00+02:00  Sat  skipped: blackout sat,sun",
                "2026-06-06T14:00:00+02:00  Sat  skipped: blackout sat,sun",
            ])
        #expect(outcome.errors == "")
        let document = try shop("next", "sunset", "-n", "2", "--after", "2026-06-05T00:00:00Z", "--json").json()
        #expect(
            document == [
                "job": "sunset", "schedule": "every 12h, blackout sat,sun", "tz": "Europe/Berlin",
                "next": ["2026-06-05T14:00:00+02:00", "2026-06-06T02:00:00+02:00"], "clock_changes": [],
                "skipped": [["at": "2026-06-06T02:00:00+02:00", "blackout": "sat,sun"]], "jitter_ms": 0, "state": "active",
            ])
    }

    @Test func whatHasNoInstants() throws {
        try jobs.job("buyers", ["settings": .text(#"{"on":["event:Purchase"]}"#)])
        try jobs.job("launch", id: 2, ["settings": .text(#"{"at":"2025-01-01 09:00"}"#), "paused_at": .integer(JobShop.night)])
        let buyers = try shop.succeed("next", "buyers")
        #expect(buyers.output == "")
        #expect(buyers.errors == "buyers has no schedule: on event:Purchase\n")
        let launch = try shop.succeed("next", "launch")
        #expect(launch.output == "")
        #expect(
            launch.errors == """
                no instant is left: at 2025-01-01T09:00:00.000Z
                it is paused: it does not run until 'lunation resume launch'

                """)
        #expect(try shop.succeed("next", "launch", "--after", "2024-01-01").output == "2025-01-01T09:00:00+00:00  Wed\n")
    }

    @Test(arguments: [
        (["next", "sunst"], "error: no job 'sunst' (did you mean 'sunset'?); 'lunation jobs' lists them\n"),
        (["next", "sunset", "--after", "soon"], "'soon' is neither a day (yyyy-mm-dd) nor a time (ISO 8601)"),
        (["next", "sunset", "-n", "0"], "the number of instants goes from 1 to 1000000"),
        (["next"], "Missing expected argument '<job>'"),
    ])
    func wrongUse(arguments: [String], message: String) throws {
        try jobs.job("sunset")
        let outcome = try Program.run(arguments + ["--workspace", "shop"], in: shop.folder)
        #expect(outcome.status == 2, "\(outcome)")
        #expect(outcome.errors.contains(message), "\(outcome)")
        #expect(outcome.output == "")
    }
}
