import Contacts
import Scheduling
import Testing

/// What a script's settings say, and what is said of those that cannot be read.
@Suite struct JobDefinitionTests {
    private func job(_ settings: [String: JobSetting], zone: Zone = .utc) throws -> JobDefinition {
        try JobDefinition(name: "tidy", script: "scripts/tidy.lua", settings: settings, zone: zone)
    }

    @Test func everySettingIsRead() throws {
        let settings: [String: JobSetting] = [
            "schedule": .text("30 2 * * *"), "timezone": .text("Europe/Berlin"), "gap": .text("skip"), "overlap_hour": .text("last"),
            "on": .list(["event:Purchase", "enter:VIP", "leave:VIP", "import", "startup"]), "after": .list(["import-job", "sync"]),
            "jitter": .text("5m"), "blackout": .list(["22:00-06:00", "sat,sun"]), "catch_up": .text("all"), "max_late": .text("2d"),
            "overlap": .text("queue"), "concurrency": .table(["api": 2]), "priority": .text("-5"), "retries": .text("3"),
            "timeout": .text("10m"), "delivery": .text("at_most_once"), "ping": .text("https://hc-ping.com/abc"),
        ]
        #expect(Set(settings.keys).union(["every", "at"]) == Set(JobDefinition.settingNames))
        let job = try job(settings)
        guard case .cron(let cron) = job.schedule else {
            Issue.record("no cron expression")
            return
        }
        #expect(cron.zone == Zone("Europe/Berlin") && cron.rules == ClockRules(gap: .skip, overlapHour: .last))
        #expect(job.triggers == [.event("Purchase"), .enter("VIP"), .leave("VIP"), .importFinished, .startup])
        #expect(job.after == ["import-job", "sync"])
        #expect(job.jitter == 300_000 && job.maxLate == 172_800_000 && job.timeout == 600_000)
        #expect(job.blackouts.map(\.description) == ["22:00-06:00", "sat,sun"])
        #expect(job.catchUp == .all && job.overlap == .queue && job.delivery == .atMostOnce)
        #expect(job.concurrency == ["api": 2] && job.priority == -5 && job.retries == 3)
        #expect(job.ping == "https://hc-ping.com/abc" && job.settings == settings && job.isAutomatic)
        #expect(
            job.words
                == "30 2 * * * Europe/Berlin, on event:Purchase and enter:VIP and leave:VIP and import and startup, after import-job and sync, gap skip, overlap_hour last, jitter 5m, blackout 22:00-06:00 and sat,sun, overlap queue, catch_up all, max_late 2d, concurrency api 2, priority -5, retries 3, timeout 10m, delivery at_most_once"
        )
    }

    @Test func whatIsNotSaidIsTheDefault() throws {
        let job = try job([:], zone: Zone("Asia/Tokyo")!)
        #expect(!job.isAutomatic && job.schedule == nil && job.zone == Zone("Asia/Tokyo"))
        #expect(job.catchUp == .once && job.overlap == .skip && job.delivery == .atLeastOnce && job.maxLate == nil)
        #expect(job.words == "by hand")
    }

    @Test(arguments: [
        (["every": "15m"], "every 15m"), (["every": "1d", "timezone": "Europe/Berlin"], "every 1d Europe/Berlin"),
        (["on": "event:Purchase"], "on event:Purchase"), (["after": "import-job"], "after import-job"),
        (["schedule": "0 3 * * *", "overlap": "skip", "catch_up": "once"], "0 3 * * * UTC, overlap skip, catch_up once"),
        (["at": "2026-12-01 09:00", "timezone": "Europe/Berlin"], "at 2026-12-01T08:00:00.000Z"),
        (["on": "startup", "ping": "https://hc-ping.com/secret"], "on startup"),
    ])
    func wordsAreForPeople(settings: [String: String], words: String) throws {
        #expect(try job(settings.mapValues { .text($0) }).words == words)
    }

    @Test(arguments: [
        ("2026-12-01 09:00", "2026-12-01T08:00:00.000Z"), ("2026-12-01T09:00:30.250", "2026-12-01T08:00:30.250Z"),
        ("2026-12-01", "2026-11-30T23:00:00.000Z"), ("2026-12-01T09:00:00Z", "2026-12-01T09:00:00.000Z"),
        ("2026-12-01 09:00-05:00", "2026-12-01T14:00:00.000Z"),
        // What the clocks skip is the change, what they show twice is the first.
        ("2026-03-29 02:30", "2026-03-29T01:00:00.000Z"), ("2026-10-25 02:30", "2026-10-25T00:30:00.000Z"),
    ])
    func timesAreThoseOfTheZone(text: String, instant: String) throws {
        guard case .at(let found) = try job(["at": .text(text), "timezone": .text("Europe/Berlin")]).schedule else {
            Issue.record("no time")
            return
        }
        #expect(found.description == instant)
    }

    @Test func hHangsOnTheJobsName() throws {
        let sunset = try JobDefinition(name: "sunset", script: "x.lua", settings: ["schedule": .text("H H * * *")], zone: .utc)
        #expect(sunset.schedule?.next(after: Timestamp("2026-01-01")!) == Timestamp("2026-01-01T13:50"))
    }

    @Test(arguments: [
        (
            ["every": JobSetting.text("15 minutes")], "job.every '15 minutes' is no span of time; write a number and a unit: 15m, 6h, 1d"
        ),
        (["every": .text("0m")], "job.every '0m' is no time at all; write a number from 1 on: 15m, 6h, 1d"),
        (["every": .list(["1d"])], "job.every is a list; write one text"),
        (["every": .text("")], "job.every is empty; write a text, or leave it out"),
        (
            ["jitter": .text("1mo")],
            "job.jitter '1mo' is in a unit that it does not take; write a number and one of the units s, m, h, d: 90s, 15m, 6h, 1d"
        ),
        (
            ["timeout": .text("1d")],
            "job.timeout '1d' is in a unit that it does not take; write a number and one of the units s, m, h: 30s, 10m, 2h"
        ),
        (["timeout": .text("0s")], "job.timeout '0s' is no time at all; write 30s, 10m or 2h"),
        (
            ["at": .text("tomorrow")],
            "job.at 'tomorrow' is no time; write a day and a time: 2026-12-01 09:00, or an instant: 2026-12-01T09:00:00Z"
        ),
        (
            ["at": .text("2026-02-30 09:00")],
            "job.at '2026-02-30 09:00' is no time; write a day and a time: 2026-12-01 09:00, or an instant: 2026-12-01T09:00:00Z"
        ),
        (["timezone": .text("Mars/Base")], "job.timezone 'Mars/Base' is no time zone; write an IANA name such as Europe/Berlin"),
        (["schedule": .text("0 25 * * *")], "job.schedule '0 25 * * *' has no hour '25'; hours go from 0 to 23"),
        (
            ["schedule": .text("30 2 * 3 sun#2"), "gap": .text("skip"), "timezone": .text("America/New_York")],
            "job.schedule '30 2 * 3 sun#2' never fires in America/New_York: the clocks skip each of its times; choose another time, or the rule shift for gaps"
        ),
        (["overlap": .text("skpi")], "job.overlap is 'skpi' (did you mean 'skip'?); write one of skip, queue, replace, allow"),
        (["catch_up": .text("never")], "job.catch_up is 'never'; write one of once, all, none"),
        (
            ["delivery": .text("at_least_one")],
            "job.delivery is 'at_least_one' (did you mean 'at_least_once'?); write one of at_least_once, at_most_once"
        ),
        (["priority": .text("high")], "job.priority is 'high'; write a whole number"),
        (["retries": .text("-1")], "job.retries is '-1'; write a whole number from 0 on"),
        (
            ["concurrency": .text("2")],
            "job.concurrency names no group; write groups and how many of their runs may go on at once: { api = 2 }"
        ),
        (["concurrency": .table(["api": 0])], "job.concurrency has 0 for 'api'; write a whole number from 1 on"),
        (
            ["on": .text("evnt:Purchase")],
            "job.on 'evnt:Purchase' is nothing that a job runs on (did you mean 'event:'?); write event:NAME, enter:SEGMENT, leave:SEGMENT, import or startup"
        ),
        (
            ["on": .text("event:")],
            "job.on 'event:' is nothing that a job runs on; write event:NAME, enter:SEGMENT, leave:SEGMENT, import or startup"
        ),
        (["on": .list(["import", "import"])], "job.on has 'import' twice; leave one of them out"),
        (["on": .list([])], "job.on is empty; write a text in it, or leave it out"),
        (["after": .text("tidy")], "job.after names the job itself; write the jobs that come before it"),
        (
            ["blackout": .text("22:00")],
            "job.blackout '22:00' has no times '22:00'; write from when to when, in hours and minutes: 22:00-06:00"
        ),
        (["ping": .text("hc-ping.com/abc")], "job.ping is no web address; write the address of a check: https://hc-ping.com/…"),
        (["ping": .text("https:///abc")], "job.ping is no web address; write the address of a check: https://hc-ping.com/…"),
        (["every": .text("1d"), "schedule": .text("@daily")], "job.schedule and job.every both say when it runs; keep one of them"),
        (
            ["every": .text("1d"), "schedule": .text("@daily"), "at": .text("2026-01-01")],
            "job.schedule and job.every and job.at all say when it runs; keep one of them"
        ),
        (
            ["retrie": .text("3")],
            "job.retrie is no setting of a job (did you mean 'retries'?); write one of after, at, blackout, catch_up, concurrency, delivery, every, gap, jitter, max_late, on, overlap, overlap_hour, ping, priority, retries, schedule, timeout, timezone"
        ),
    ])
    func refusalsSayWhatToWrite(settings: [String: JobSetting], message: String) {
        let error = #expect(throws: JobError.self) { try job(settings) }
        #expect(error?.description == message)
    }

    @Test func allThatIsWrongIsTold() {
        let settings: [String: JobSetting] = [
            "every": .text("0d"), "timezone": .text("Berlin"), "schedule": .text("H 3 * * *"), "overlap": .text("queue"),
        ]
        let problems = JobDefinition.problems(name: nil, settings: settings, zone: .utc)
        #expect(problems.map(\.setting) == ["timezone", "every", "schedule", "schedule"])
        #expect(
            problems[2].description == "job.schedule 'H 3 * * *' has 'H', which hangs on a job's name; give the job a name")
    }
}
