import Automation
import ContactStore
import Contacts
import Lua
import Testing

struct RunnerTests {
    private static let many = "email,visits\n" + (1...200).map { "m\($0)@example.com,\($0)\n" }.joined()

    private func crowded() throws -> TemporaryWorkspace {
        let fixture = try TemporaryWorkspace()
        _ = try ContactImporter(store: fixture.workspace.store, clock: LogicalClock(now: fixture.now))
            .run(fixture.write(Self.many, "m.csv"), startedAt: fixture.now)
        return fixture
    }

    /// The same snapshot, clock and script give the same plan, random numbers and new ids included.
    @Test func plansAreDeterministic() throws {
        let fixture = try TemporaryWorkspace()
        let source = """
            for c in contact.all():each() do if math.random() < 0.5 then c.fields.visits = math.random(1000) end end
            contact.create { email = "new@example.com" }
            contact.all():fire("Hi", { at = os.time(), day = os.date("%Y-%m-%d") })
            """
        let (first, second) = (fixture.workspace.path + "/1.json", fixture.workspace.path + "/2.json")
        _ = try fixture.runner().plan(fixture.script(source), savingTo: first)
        _ = try fixture.runner().plan(fixture.script(source), savingTo: second)
        #expect(try Script(path: first).source == Script(path: second).source)
    }

    @Test func aPlanChangesNothing() throws {
        let fixture = try TemporaryWorkspace()
        let before = try fixture.workspace.store.digest()
        try fixture.plan("contact.all():update { plan = 'x' } contact.get('ann@example.com'):delete() list.create 'L'")
        #expect(try fixture.workspace.store.digest() == before)
        #expect(try fixture.workspace.store.runs().count == 2)
    }

    @Test func aRefusedRunChangesNothingAndIsRecorded() throws {
        let fixture = try crowded()
        let before = try fixture.workspace.store.digest()
        guard case .refused(let record, let plan) = try fixture.run("contact.where(contact.fields.visits:gt(100)):update { visits = 0 }")
        else {
            Issue.record("not refused")
            return
        }
        #expect(plan.violations.map(\.description) == ["changes: 100 of 205 contacts (48.8 %), limit 5%"])
        #expect(record.status == .refused)
        #expect(try fixture.workspace.store.digest() == before)
        #expect(try fixture.workspace.store.run(record.id)?.summary == #"{"refused":"changes: 100 of 205 contacts (48.8 %), limit 5%"}"#)
    }

    /// Workspace, job and caller: the more specific guard wins.
    @Test func guardsOverrideEachOther() throws {
        let fixture = try crowded()
        let change = "contact.where(contact.fields.visits:gt(100)):update { visits = 0 }"
        guard case .refused = try fixture.run("job { guard = { changes = 99 } } " + change) else {
            Issue.record("99 let 100 through")
            return
        }
        guard
            case .refused = try fixture.runner({ $0.changeGuard = ChangeGuard([.changes: .count(1)]) }).run(
                fixture.script("job { guard = { changes = 100 } } " + change))
        else {
            Issue.record("the caller's guard was passed over")
            return
        }
        guard case .committed = try fixture.run("job { guard = { changes = 100 } } " + change) else {
            Issue.record("100 refused 100")
            return
        }
    }

    /// A run whose contacts somebody else changes meanwhile starts over and sees the change.
    @Test func aConflictStartsOver() throws {
        let fixture = try TemporaryWorkspace()
        var attempts = 0
        let runner = fixture.runner { options in
            options.print = { _ in
                attempts += 1
                guard attempts == 1 else { return }
                _ = try? fixture.run("contact.get('ann@example.com').fields.visits = 100")
            }
        }
        let outcome = try runner.run(
            fixture.script("local c = contact.get 'ann@example.com' c.fields.visits = c.fields.visits + 1 print 'x'"))
        guard case .committed = outcome else {
            Issue.record("not committed")
            return
        }
        #expect(attempts == 2)
        #expect(try fixture.names("contact.fields.visits:eq(101)") == "ann")
    }

    @Test func argumentsHaveTheTypesOfTheirDefaults() throws {
        let fixture = try TemporaryWorkspace()
        let script = fixture.script(
            "job { args = { days = 365, name = 'x', deep = false } } print(args.days + 1, args.name, args.deep, math.type(args.days))")
        _ = try fixture.runner().plan(script)
        _ = try fixture.runner { $0.arguments = ["days": "30", "deep": "true"] }.plan(script)
        #expect(fixture.printed == ["366\tx\tfalse\tinteger", "31\tx\ttrue\tinteger"])
        #expect {
            try fixture.runner { $0.arguments = ["days": "soon"] }.plan(script)
        } throws: { "\($0)" == "test.lua:1: argument 'days' is an integer, not 'soon'" }
        #expect {
            try fixture.runner { $0.arguments = ["day": "3"] }.plan(script)
        } throws: { "\($0)" == "test.lua:1: the script takes no argument 'day' (did you mean 'days'?)" }
    }

    @Test(arguments: [
        ("job { guard = { change = '5%' } }", "job.guard has no limit 'change' (did you mean 'changes'?)"),
        ("job { guard = { changes = 'half' } }", "job.guard.changes must be a number or a share such as '5%'"),
        ("job { gaurd = {} }", "job has no setting 'gaurd' (did you mean 'guard'?)"),
        ("job { timeout = 'soon' }", "job.timeout must be a time such as '30s', '10m' or '2h'"),
        ("job {} job {}", "a script has one job { … }"),
        ("contact.all() job {}", "job { … } must come before anything else that the script does"),
    ])
    func jobsAreChecked(_ source: String, _ message: String) throws {
        #expect(try TemporaryWorkspace().message(source) == "test.lua:1: " + message)
    }

    @Test func logLinesKnowTheirPlace() throws {
        let fixture = try TemporaryWorkspace()
        try fixture.plan("\nlog.info('hi', { n = 1 })\nlog.warn 'careful'")
        #expect(
            fixture.log.map { "\($0.level) \($0.message) \($0.fields) \($0.script ?? ""):\($0.line ?? 0)" } == [
                "info hi [\"n\": 1] test.lua:2", "warning careful [:] test.lua:3",
            ])
    }

    @Test func aFailureNamesItsLineAndIsRecorded() throws {
        let fixture = try TemporaryWorkspace()
        let script = fixture.script("local function deep()\n  error 'no luck'\nend\ndeep()")
        do {
            _ = try fixture.runner().run(script)
            Issue.record("no failure")
        } catch RunError.script(let error) {
            #expect(error.description == "test.lua:2: no luck")
            #expect(error.excerpt == "error 'no luck'")
            #expect(error.traceback.map(\.line) == [2, 4])
        }
        let run = try #require(try fixture.workspace.store.runs(limit: 1).first)
        #expect(run.status == .failed)
        #expect(run.summary == #"{"error":"test.lua:2: no luck"}"#)
    }

    /// A limit ends a script whatever it catches.
    @Test(arguments: [
        "while true do end", "while true do pcall(function() while true do end end) end",
        "coroutine.wrap(function() while true do end end)()",
    ])
    func timeIsLimited(_ source: String) throws {
        let fixture = try TemporaryWorkspace()
        do {
            _ = try fixture.runner { $0.timeout = Span(1, .second) }.plan(fixture.script(source))
            Issue.record("no limit")
        } catch let error as RunError {
            #expect(error.isLimit)
        }
    }

    @Test func theJobsTimeoutHolds() throws {
        let fixture = try TemporaryWorkspace()
        do {
            try fixture.plan("job { timeout = '1s' } while true do end")
            Issue.record("no limit")
        } catch let error as RunError {
            #expect(error.isLimit)
        }
    }

    @Test func runKnowsItsPredecessor() throws {
        let fixture = try TemporaryWorkspace()
        let source = "print(run.since, run.scheduled_at, run.window.start, run.window.finish, run.attempt)"
        try fixture.run(source)
        try fixture.run(source)
        let now = "1998-07-01T00:00:00.000Z"
        #expect(fixture.printed == ["nil\t\(now)\tnil\t\(now)\t1", "\(now)\t\(now)\t\(now)\t\(now)\t1"])
    }

    @Test func modulesComeFromTheLibrary() throws {
        let fixture = try TemporaryWorkspace()
        _ = try fixture.write("return { double = function(n) return n * 2 end }", "lib/numbers.lua")
        try fixture.plan("print(require('numbers').double(21))")
        #expect(fixture.printed == ["42"])
        #expect(try fixture.message("require 'nothing'")?.hasPrefix("test.lua:1: ") == true)
        #expect(try fixture.message("require '../contacts'")?.hasPrefix("test.lua:1: ") == true)
    }

    @Test(arguments: [
        ("time.days_ago(1000000)", "time"), ("time.ahead '99999y'", "time"), ("time.ago '1000000mo'", "time"),
        ("time.subtract('2026-01-01', '3000y')", "day"), ("time.add('9999-12-31', '1d')", "day"),
        ("time.add('9999-12-31T23:59', '1m')", "time"), ("time.subtract('0001-01-01', '1s')", "time"),
    ])
    func timesOutsideOfTheCalendar(_ expression: String, _ kind: String) throws {
        let message = try TemporaryWorkspace().message("\nprint(\(expression))")
        #expect(message?.hasPrefix("test.lua:2: ") == true)
        #expect(message?.contains("the \(kind) is outside of the years 1 to 9999") == true, "\(message ?? "")")
    }

    /// A span reaches as far as it reaches: nothing lies beyond the calendar.
    @Test func longSpansInFilters() throws {
        let fixture = try TemporaryWorkspace()
        for property in ["contact.fields.joined", "contact.created_at", "contact.events('Purchase'):last()"] {
            for span in ["99999y", "1000000y", "1000000mo", "1000000w", "1000000h"] {
                for test in ["within", "older_than", "within_next", "anniversary_within"] {
                    try fixture.plan("local n = contact.where(\(property):\(test) '\(span)'):count(); print(n)")
                }
            }
        }
        #expect(fixture.printed.count == 60)
        #expect(
            try fixture.names("contact.fields.joined:within '99999y'") == fixture.names("contact.fields.joined:before(time.ahead '1d')"))
        #expect(try fixture.names("contact.created_at:older_than '99999y'") == "")
    }

    @Test func anyNumberMayBeAskedForItsDate() throws {
        let fixture = try TemporaryWorkspace()
        try fixture.plan(
            """
            print(pcall(os.date, "%Y", math.maxinteger))
            print(pcall(os.date, "%Y", math.mininteger))
            print(pcall(os.time, { year = 1000000000, month = 1, day = 1 }))
            print(pcall(os.time, { year = -1000000000, month = 1, day = 1 }))
            """)
        #expect(
            fixture.printed == [
                "false\tthe date does not fit", "false\tthe date does not fit", "true\t31556889832824000", "true\t-31557014167176000",
            ])
    }

    @Test func timeStandsStill() throws {
        let fixture = try TemporaryWorkspace()
        try fixture.plan(
            """
            print(time.now(), time.today(), time.days_ago(1), time.ahead "2h", time.add("1998-01-31", "1mo"), time.subtract("1998-07-01T10:00", "90m"))
            print(time.days_between("1998-06-01", time.today()), time.date "1998-06-30T23:59", time.seconds_between("1998-06-30", time.now()))
            print(json.encode { b = 1, a = { 1, 2.5, "x" } }, json.decode('{"a":[1,{"b":null}]}').a[1])
            """)
        #expect(
            fixture.printed == [
                "1998-07-01T00:00:00.000Z\t1998-07-01\t1998-06-30T00:00:00.000Z\t1998-07-01T02:00:00.000Z\t1998-02-28\t1998-07-01T08:30:00.000Z",
                "30\t1998-06-30\t86400.0", #"{"a":[1,2.5,"x"],"b":1}"# + "\t1",
            ])
    }

    /// The last good run of a job is its own, whatever path its script was given by, and none that was undone.
    @Test func sinceIsTheLastGoodRunOfTheJob() throws {
        let fixture = try TemporaryWorkspace()
        let path = try fixture.write("print(run.since)", "scripts/since.lua")
        func run(_ path: String, day: Int64) throws -> RunOutcome {
            try fixture.runner { $0.now = fixture.now.adding(milliseconds: day * 86_400_000) }.run(Script(path: path))
        }
        _ = try run(path, day: 0)
        let undone = try run(fixture.workspace.path + "/lib/../scripts/./since.lua", day: 1)
        _ = try Undoer(workspace: fixture.workspace).undo(undone.record.id, now: fixture.now)
        _ = try run(path, day: 2)
        #expect(fixture.printed == ["nil", "1998-07-01T00:00:00.000Z", "1998-07-01T00:00:00.000Z"])
    }

    @Test func aTimeInADateFieldIsTheWorkspacesDay() throws {
        let fixture = try TemporaryWorkspace(configuration: "timezone: Europe/Berlin\n")
        try fixture.run(
            """
            local c = contact.get "ann@example.com"
            c.fields.joined = "1998-06-30T22:30:00Z"
            print(c.fields.joined)
            contact.where(contact.email:eq "bob@example.com"):update { joined = "1998-06-30T22:30:00Z" }
            print(contact.get("bob@example.com").fields.joined)
            """)
        #expect(fixture.printed == ["1998-07-01", "1998-07-01"])
    }
}
