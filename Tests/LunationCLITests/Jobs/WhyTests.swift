import Formats
import Testing

/// `lunation why`: what has become of an instant of a job's schedule.
@Suite struct WhyTests {
    let jobs: JobShop
    private var shop: Shop { jobs.shop }
    private static let day: Int64 = 86_400_000

    init() throws {
        jobs = try JobShop()
        try jobs.job("sunset", ["cursor": .integer(JobShop.night + Self.day)])
        try jobs.finishedRun(17, "succeeded")
        try jobs.occurrence(JobShop.night, "run", run: 17)
        try jobs.occurrence(JobShop.night - Self.day, "coalesced", run: 17)
        try jobs.occurrence(JobShop.night - 2 * Self.day, "skipped", reason: "run 16 was not done (overlap = skip)")
    }

    private func why(_ time: String) throws -> String {
        let outcome = try shop("why", "sunset", time)
        #expect(outcome.status == 0, "\(outcome)")
        return outcome.output
    }

    @Test func whatTheLedgerSays() throws {
        let run = "2025-06-01T03:00:00+02:00  run 17, succeeded, started 2 s late\n"
        for time in ["2025-06-01 03:00", "2025-06-01T03:00", "2025-06-01 03:00:00", "2025-06-01T03:00:00+02:00", "2025-06-01T01:00Z"] {
            #expect(try why(time) == run, "\(time)")
        }
        #expect(try why("2025-05-31 03:00") == "2025-05-31T03:00:00+02:00  coalesced into run 17 (03:00 of 2025-06-01), succeeded\n")
        #expect(try why("2025-05-30 03:00") == "2025-05-30T03:00:00+02:00  skipped: run 16 was not done (overlap = skip)\n")
    }

    @Test func runsThatAreNotWell() throws {
        try jobs.finishedRun(18, "failed", ["error": .text("out of luck"), "attempt": .integer(3)])
        try jobs.run(19, ["due_at": .integer(JobShop.night + 60_000)])
        try jobs.occurrence(JobShop.night + Self.day, "run", run: 18)
        try jobs.occurrence(JobShop.night + 2 * Self.day, "run", run: 19)
        try jobs.occurrence(JobShop.night + 3 * Self.day, "run", run: 20)
        #expect(
            try why("2025-06-02 03:00")
                == "2025-06-02T03:00:00+02:00  run 18, failed, attempt 3, started on time: out of luck\n")
        #expect(try why("2025-06-03 03:00") == "2025-06-03T03:00:00+02:00  run 19, queued, due 2025-06-01T03:01:00+02:00\n")
        #expect(try why("2025-06-04 03:00") == "2025-06-04T03:00:00+02:00  run 20, of which no more is known\n")
    }

    @Test func jitterIsNoLateness() throws {
        _ = try jobs.store.rows(#"UPDATE job SET settings = '{"schedule":"0 3 * * *","timezone":"Europe/Berlin","jitter":"5m"}'"#)
        #expect(
            try why("2025-06-01 03:00")
                == "2025-06-01T03:00:00+02:00  run 17, succeeded, started 2 s late, within its jitter of up to 5m\n")
    }

    @Test func whatIsNoInstant() throws {
        #expect(
            try why("2025-06-01 04:00")
                == "not an instant of this schedule; nearest are 2025-06-01T03:00:00+02:00 and 2025-06-02T03:00:00+02:00\n")
        #expect(
            try why("2025-06-01T03:00:01+02:00")
                == "not an instant of this schedule; nearest are 2025-06-01T03:00:00+02:00 and 2025-06-02T03:00:00+02:00\n")
        // What the ledger knows counts when the schedule is another one by now.
        _ = try jobs.store.rows(#"UPDATE job SET settings = '{"at":"2099-01-01"}'"#)
        #expect(
            try why("2025-06-01 05:00")
                == "not an instant of this schedule; nearest are 2025-06-01T01:00:00+00:00 and 2099-01-01T00:00:00+00:00\n")
        _ = try jobs.store.rows(#"UPDATE job SET settings = '{}'"#)
        #expect(try why("2025-05-01 05:00") == "not an instant of this schedule; nearest is 2025-05-30T01:00:00+00:00\n")
        _ = try jobs.store.rows("DELETE FROM occurrence")
        #expect(try why("2025-05-01 05:00") == "not an instant of this schedule (by hand)\n")
    }

    @Test func whatIsNotDecided() throws {
        #expect(try why("2099-06-02 03:00") == "2099-06-02T03:00:00+02:00  not decided yet: it is in the future\n")
        #expect(
            try why("2025-06-03 03:00")
                == "2025-06-03T03:00:00+02:00  not decided yet: the scheduler has decided up to 2025-06-02T03:00:00+02:00\n")
        #expect(
            try why("2025-05-01 03:00")
                == "2025-05-01T03:00:00+02:00  not in the ledger, which goes up to 2025-06-02T03:00:00+02:00: "
                + "the job or its schedule is younger, or its entry was removed\n")
        _ = try jobs.store.rows("UPDATE job SET paused_at = 1")
        #expect(try why("2099-06-02 03:00") == "2099-06-02T03:00:00+02:00  not decided yet: it is in the future; the job is paused\n")
    }

    /// A time that the clocks skip is the run at the change; one that they show twice is two instants.
    @Test func whereTheClocksChange() throws {
        _ = try jobs.store.rows(#"UPDATE job SET settings = '{"schedule":"30 2 * * *","timezone":"Europe/Berlin","overlap_hour":"both"}'"#)
        #expect(try why("2099-03-29 02:30").hasPrefix("2099-03-29T03:00:00+02:00  not decided yet"))
        let twice = try why("2099-10-25 02:30").split(separator: "\n")
        #expect(twice.map { $0.prefix(25) } == ["2099-10-25T02:30:00+02:00", "2099-10-25T02:30:00+01:00"])
        #expect(try why("2099-10-25T02:30+01:00").hasPrefix("2099-10-25T02:30:00+01:00  not decided yet"))
    }

    @Test func everySecondOfAMinute() throws {
        _ = try jobs.store.rows(#"UPDATE job SET settings = '{"schedule":"*/20 0 3 * * *","timezone":"Europe/Berlin"}'"#)
        let lines = try why("2025-06-01 03:00").split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines.first == "2025-06-01T03:00:00+02:00  run 17, succeeded, started 2 s late")
        #expect(lines.last?.hasPrefix("2025-06-01T03:00:40+02:00  not in the ledger") == true)
        #expect(try why("2025-06-01 03:00:20").hasPrefix("2025-06-01T03:00:20+02:00  not in the ledger"))
    }

    @Test func asOneDocument() throws {
        #expect(
            try shop("why", "sunset", "2025-06-01 03:00", "--json").json() == [
                "job": "sunset", "tz": "Europe/Berlin",
                "instants": [
                    [
                        "at": "2025-06-01T03:00:00+02:00", "outcome": "run", "run": 17, "decided_at": "2025-06-01T01:00:00.100Z",
                        "state": "succeeded", "started_at": "2025-06-01T01:00:02.500Z", "late_ms": 2500, "error": nil,
                    ]
                ],
                "nearest": [],
            ])
        #expect(
            try shop("why", "sunset", "2025-05-30 03:00", "--json").json()["instants"] == [
                [
                    "at": "2025-05-30T03:00:00+02:00", "outcome": "skipped", "reason": "run 16 was not done (overlap = skip)",
                    "decided_at": "2025-05-30T01:00:00.100Z",
                ]
            ])
        let coalesced = try shop("why", "sunset", "2025-05-31 03:00", "--json").json()["instants"]?.arrayValue?.first
        #expect(coalesced?["outcome"] == "coalesced")
        #expect(coalesced?["stands_at"] == "2025-06-01T03:00:00+02:00")
        #expect(
            try shop("why", "sunset", "2099-06-01 03:00", "--json").json()["instants"] == [
                [
                    "at": "2099-06-01T03:00:00+02:00", "outcome": "undecided", "reason": "future",
                    "decided_until": "2025-06-02T01:00:00.000Z",
                ]
            ])
        let none = try shop("why", "sunset", "2025-06-01 04:00", "--json").json()
        #expect(none["instants"] == [])
        #expect(none["nearest"] == ["2025-06-01T03:00:00+02:00", "2025-06-02T03:00:00+02:00"])
    }

    @Test(arguments: [
        (["why", "sunst", "03:00"], "error: no job 'sunst' (did you mean 'sunset'?); 'lunation jobs' lists them\n"),
        (["why", "sunset", "soon"], "'soon' is no time; write 2026-06-01 03:00, 03:00, or 2026-06-01T03:00:00+02:00."),
        (["why", "sunset", "25:00"], "'25:00' is no time"),
        (["why", "sunset"], "Missing expected argument '<time>'"),
    ])
    func wrongUse(arguments: [String], message: String) throws {
        let outcome = try Program.run(arguments + ["--workspace", "shop"], in: shop.folder)
        #expect(outcome.status == 2, "\(outcome)")
        #expect(outcome.errors.contains(message), "\(outcome)")
        #expect(outcome.output == "")
    }

    @Test func aTimeOfToday() throws {
        #expect(try why("03:00").contains("T03:00:00+0"))
    }
}
