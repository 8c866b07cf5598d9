import Automation
import Scheduling
import Testing

/// What checks say, word by word.
struct CheckTests {
    private let fixture: TemporaryWorkspace

    init() throws {
        fixture = try TemporaryWorkspace()
    }

    private func findings(_ source: String) throws -> [String] {
        try ScriptChecker(workspace: fixture.workspace).check(Script(name: "x.lua", source: source)).map(\.description)
    }

    @Test(arguments: [
        ("x = = 1", "x.lua:1: syntax: unexpected symbol near '='; mend it first: nothing else was checked"),
        ("print(contat)", "x.lua:1: undefined-global: no variable 'contat'; did you mean 'contact'?"),
        ("print(whatever)", "x.lua:1: undefined-global: no variable 'whatever'; declare it with local first"),
        ("io.write 'x'", "x.lua:1: undefined-global: scripts have no 'io'; scripts reach no files; lunation import and lunation export do"),
        (
            "os.getenv 'HOME'",
            "x.lua:1: unknown-member: scripts have no 'os.getenv'; scripts see no environment; give values with --set and read them as args"
        ),
        ("print(string.fromat('x'))", "x.lua:1: unknown-member: string has no 'fromat'; did you mean 'format'?"),
        ("contact.wher {}", "x.lua:1: unknown-member: contact has no 'wher'; did you mean 'where'?"),
        (
            "for c in contact.all():each() do print(c.plan) end",
            "x.lua:1: unknown-member: a Contact has no 'plan'; fields are read and set as c.fields.plan"
        ),
        ("for c in contact.all():each() do\nprint(c.fields.plam) end", "x.lua:2: unknown-field: no field 'plam'; did you mean 'plan'?"),
        (
            "local f = contact.fields print(f.colour)",
            "x.lua:1: unknown-field: no field 'colour'; field.ensure { name = \"colour\", type = … } makes one, and lunation fields lists them"
        ),
        ("contact.all():update { plam = 'x' }", "x.lua:1: unknown-field: no field 'plam'; did you mean 'plan'?"),
        ("contact.create { email = 'a@b.de', fields = { plam = 1 } }", "x.lua:1: unknown-field: no field 'plam'; did you mean 'plan'?"),
        (
            "for e in contact.all():order_by('fields.scoer'):pluck('email') do end",
            "x.lua:1: unknown-field: no field 'scoer'; did you mean 'score'?"
        ),
        ("contact.get('a@b.de'):add_to 'VIPs'", "x.lua:1: unknown-list: no list 'VIPs'; did you mean 'VIP'?"),
        (
            "contact.where(contact.lists:has_any { 'VIP', 'Sunset' }):count()",
            "x.lua:1: unknown-list: no list 'Sunset'; list.ensure \"Sunset\" makes one where it is missing"
        ),
        (
            "contact.where(contact.events 'Purchas':any()):count()",
            "x.lua:1: unknown-event: no event 'Purchas' has ever happened; did you mean 'Purchase'?"
        ),
        (
            "job {\n  guards = {},\n}",
            "x.lua:1: bad-job: job has no setting 'guards' (did you mean 'guard'?); mend it: nothing runs without it"
        ),
        (
            "print(contact.all():count())\njob { name = 'x' }",
            "x.lua:1: bad-job: job { … } must come before anything else that the script does; mend it: nothing runs without it"
        ),
        (
            "job {\n  schedule = '0 25 * * *' }",
            "x.lua:2: bad-job: job.schedule '0 25 * * *' has no hour '25'; hours go from 0 to 23"
        ),
        (
            "job { schedule = '0 3 * *' }",
            "x.lua:1: bad-job: job.schedule '0 3 * *' has 4 fields and not 5, or 6 with seconds first; write minute, hour, day of the month, month and day of the week: 0 3 * * *"
        ),
        (
            "job { schedule = '0 0 30 2 *' }",
            "x.lua:1: bad-job: job.schedule '0 0 30 2 *' never fires: no year has such a day; choose days that its months have"
        ),
        (
            "job { schedule = '30 2 * * fri-mon' }",
            "x.lua:1: bad-job: job.schedule '30 2 * * fri-mon' has a range of days of the week that runs backwards, 'fri-mon'; write fri-sat,sun-mon"
        ),
        (
            "job { schedule = 'H 3 * * *' }",
            "x.lua:1: bad-job: job.schedule 'H 3 * * *' has 'H', which hangs on a job's name; give the job a name"
        ),
        (
            "job { schedule = '30 2 * 3 sun#2', timezone = 'America/New_York', gap = 'skip' }",
            "x.lua:1: bad-job: job.schedule '30 2 * 3 sun#2' never fires in America/New_York: the clocks skip each of its times; choose another time, or the rule shift for gaps"
        ),
        ("job { schedule = '@daily', gap = 'jump' }", "x.lua:1: bad-job: job.gap is 'jump'; write one of shift, skip"),
        (
            "job { schedule = '@daily', overlap_hour = 'never' }",
            "x.lua:1: bad-job: job.overlap_hour is 'never'; write one of first, last, both"
        ),
        (
            "job { schedule = '@daily', timezone = 'Mars/Base' }",
            "x.lua:1: bad-job: job.timezone 'Mars/Base' is no time zone; write an IANA name such as Europe/Berlin"
        ),
        (
            "job {\n  every = '1d',\n  blackout = { 'sat,sun', '22:00' } }",
            "x.lua:3: bad-job: job.blackout '22:00' has no times '22:00'; write from when to when, in hours and minutes: 22:00-06:00"
        ),
        (
            "job { every = '0m' }",
            "x.lua:1: bad-job: job.every '0m' is no time at all; write a number from 1 on: 15m, 6h, 1d"
        ),
        (
            "job { on = 'evnt:Purchase' }",
            "x.lua:1: bad-job: job.on 'evnt:Purchase' is nothing that a job runs on (did you mean 'event:'?); write event:NAME, enter:SEGMENT, leave:SEGMENT, import or startup"
        ),
        (
            "job { name = 'tidy', after = 'tidy' }",
            "x.lua:1: bad-job: job.after names the job itself; write the jobs that come before it"
        ),
        (
            "job { every = '1d', overlap = 'skpi' }",
            "x.lua:1: bad-job: job.overlap is 'skpi' (did you mean 'skip'?); write one of skip, queue, replace, allow"
        ),
        ("job { every = '1d', overlap = 'both' }", "x.lua:1: bad-job: job.overlap is 'both'; write one of skip, queue, replace, allow"),
        (
            "job { every = '1d', schedule = '@daily' }",
            "x.lua:1: bad-job: job.schedule and job.every both say when it runs; keep one of them"
        ),
        (
            "job { args = { days = 1 } } print(args.days, args.day)",
            "x.lua:1: unknown-argument: the job declares no argument 'day'; did you mean 'days'?"
        ),
        (
            "job { args = { days = 1 } }",
            "x.lua:1: unused-argument: nothing reads the argument 'days'; read it as args.days, or take it away"
        ),
        (
            "contact.get('a@b.de').email = 'c@d.de'",
            "x.lua:1: read-only-property: 'email' of a Contact cannot be set; an address cannot be changed by a script"
        ),
        ("contact.where(contact.fields.plan == 'x')", "x.lua:1: boolean-operator: '==' compares what builds an expression; use :eq()"),
        ("contact.where(not contact.suppressed)", "x.lua:1: boolean-operator: 'not' of an expression is false always; use ~"),
        ("for c in contact.all() do end", "x.lua:1: write-in-pairs: a query is no iterator; write for c in query:each() do"),
        ("contact:get 'a@b.de'", "x.lua:1: dot-or-colon: 'get' is a function of contact; call it with '.' in the place of ':'"),
        ("print(contact.all().count())", "x.lua:1: dot-or-colon: 'count' is a method of a Query; call it with ':' in the place of '.'"),
        (
            "contact.where(contact.events 'Purchase':count():lt(2)):count()",
            "x.lua:1: absence-without-newcomer-guard: contacts without such events: newcomers are among them; add & contact.created_at:older_than \"…\", as long as the events are looked back for"
        ),
        (
            "contact.where(contact.fields.joined:on(time.today())):count()",
            "x.lua:1: relative-day-equality: a missed run misses the contacts of its day; use :between() or :within() over some days, with an event key so that it happens once"
        ),
        (
            "job { every = '1d' }\nfor c in contact.all():each() do c:fire 'Ping' end",
            "x.lua:2: unkeyed-event: the event 'Ping' has no key: each run fires it again; add { key = \"…\" } after its parameters"
        ),
        (
            "contact.get('a@b.de'):delete()",
            "x.lua:1: delete-without-guard: contacts are deleted without a limit of the job's; add guard = { deletes = … } to job { … }"
        ),
    ])
    func messages(_ source: String, _ message: String) throws {
        #expect(try findings(source) == [message])
    }

    /// What looks like a mistake and is none.
    @Test(arguments: [
        "local contact = { wher = 1 } print(contact.wher)",
        "total = 1 print(total)",
        "function helper() end helper()",
        "local function tidy(c) c.fields.anything = 1 c:whatever() end print(tidy)",
        "field.ensure { name = 'Lead score', type = 'integer' } contact.all():update { lead_score = 1 }",
        "local name = 'Sun' .. 'set' list.ensure(name) contact.all():add_to 'Sunset'",
        "job { args = { list = 'Sunset' } } list.ensure(args.list) contact.all():add_to(args.list)",
        "for _, l in ipairs(list.all()) do print(l.name, l:count()) end",
        "for e in contact.get('a@b.de'):events 'Purchase' do print(e.name, e.at, e.params.anything, e.key) end",
        "local e = contact.events('Purchase'):within('30d'):none() print(contact.where(e & contact.created_at:before '1998-01-01'):count())",
        "print(contact.where(contact.events('Purchase'):any() & contact.events('Purchase'):within('30d'):none()):count())",
        "print(contact.where(contact.fields.joined:before(time.days_ago(90)) & contact.events('Purchase'):none()):count())",
        "print(contact.where(contact.events('Purchase'):last():before(time.days_ago(180))):count())",
        "local wide = args.wide local e = wide and contact.suppressed or contact.fields.vip:is_true() print(contact.where(e):count())",
        "local c = contact.get 'a@b.de' if c and c.fields.plan == 'pro' then print(c.lists:has 'VIP', #c.lists) end",
        "if time.today() == '2026-12-24' then print 'eve' end",
        "job { every = '1d' } local options = { key = 'x' } contact.all():fire('Ping', {}, options)",
        "job { schedule = '0,30 8-18/2 * jan-mar mon', timezone = 'Europe/Berlin', retries = 3, max_late = '2h', overlap = 'skip', catch_up = 'once' }",
        "job { name = 'tidy', schedule = 'H H(1-4) * * 5L', timezone = 'Europe/Berlin', gap = 'skip', overlap_hour = 'both' }",
        "job { name = 'tidy', on = { 'event:Purchase', 'startup' }, after = { 'a', 'b' }, concurrency = { api = 2 }, priority = -1, jitter = '5m' }",
        "job { at = '2026-12-01 09:00', blackout = '12-24..01-02', delivery = 'at_most_once', ping = 'https://hc-ping.com/x' }",
        "print(run.trigger.kind, run.trigger.name, run.trigger.contacts():count()) for e in run.trigger.events():each() do print(e.at) end",
        "job { guard = { deletes = 3 } } contact.all():limit(3):delete()",
        "print(os.time(), os.date '%Y', string.format('%d', 1), math.pi, utf8.char(65), ('x'):rep(3), _G._VERSION)",
        "local ok, message = pcall(function() return contact.get('x').fields.plan end) print(ok, message)",
        "local x <const> = 1 goto done do print(x) end ::done::",
        "-- check: allow unknown-list\ncontact.all():add_to 'Nowhere'",
        "contact.all():add_to 'Nowhere' -- it is made elsewhere; check: allow unknown-list, unknown-field",
    ])
    func nothingIsFound(_ source: String) throws {
        #expect(try findings(source) == [])
    }

    @Test(arguments: [
        ("* * * * *", true), ("*/5 0-23/2 1,15 jan-dec MON", true), ("0 0 * * fri-mon", false), ("0 0 * * 7", true), ("@Weekly", true),
        ("60 * * * *", false), ("* * 0 * *", false), ("* * * 13 *", false), ("* * * * 8", false), ("5/10 * * * *", true),
        ("*/0 * * * *", false), ("1, * * * *", false), ("* * * * * *", true), ("", false), ("-1 * * * *", false), ("@never", false),
        ("a b c d e", false), ("1-2-3 * * * *", false),
    ])
    func schedules(_ expression: String, _ isOne: Bool) throws {
        #expect(try findings("job { schedule = '\(expression)' }").isEmpty == isOne)
    }

    @Test func scriptsAndModulesOfTheWorkspaceCount() throws {
        let fire = "contact.all():fire('Welcomed', {}, { key = 'x' })"
        let ask = "print(contact.where(contact.events('Welcomed'):any()):count())"
        #expect(try findings(ask).count == 1)
        _ = try fixture.write(fire, "scripts/welcome.lua")
        #expect(try findings(ask) == [])
        let use = "contact.all():add_to 'Made'"
        #expect(try findings("require 'setup'\n" + use).count == 1)
        _ = try fixture.write("list.ensure 'Made' shared = 1", "lib/setup.lua")
        #expect(try findings("require 'setup'\n" + use + " print(shared)") == [])
        #expect(try findings(use).count == 1)
    }

    @Test func everyScriptOfTheWorkspaceIsListed() throws {
        for name in ["b.lua", "a.lua", "notes.txt"] { _ = try fixture.write("", "scripts/" + name) }
        let names = try ScriptChecker(workspace: fixture.workspace).scripts().map(\.name)
        #expect(names == ["a.lua", "b.lua"].map { fixture.workspace.path + "/scripts/" + $0 })
    }

    @Test func theDeclarationIsReadWithoutTheRest() throws {
        let reader = JobReader(workspace: fixture.workspace)
        func read(_ source: String) throws -> JobDeclaration? { try reader.read(Script(name: "x.lua", source: source)) }
        let job = try read("local n = 2 job { name = 'x', every = n .. 'h' } error 'not read' while true do end")
        #expect(job?.name == "x")
        #expect(job?.schedule == ["every": .text("2h")])
        #expect(try read("pcall(job, { name = 'y' }) contact.all():delete()")?.name == "y")
        #expect(try read("contact.all():delete()") == nil)
        #expect(throws: RunError.self) { try read("print(time.now()) job { name = 'x' }") }
        #expect(throws: RunError.self) { try read("while true do end job { name = 'x' }") }
        #expect(throws: RunError.self) { try read("job {") }
    }
}
