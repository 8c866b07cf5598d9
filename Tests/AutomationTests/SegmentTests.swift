import Automation
import ContactStore
import Contacts
import Testing

struct SegmentTests {
    @Test func aSegmentIsAnExpression() throws {
        let fixture = try TemporaryWorkspace()
        try fixture.run(#"segment.define("Paying", contact.fields.plan:contains "pro")"#)
        #expect(try fixture.names(#"segment "Paying""#) == "bob dee")
        #expect(try fixture.names(#"~segment "Paying" & contact.fields.plan:is_set()"#) == "ann eve")
        try fixture.run(#"segment.define("VIPs", segment "Paying" & contact.lists:has "VIP")"#)
        #expect(try fixture.names(#"segment "VIPs""#) == "bob")
        // What uses a segment follows its redefinition.
        try fixture.run(#"segment.define("Paying", contact.fields.plan:starts_with "grö")"#)
        #expect(try fixture.names(#"segment "VIPs""#) == "eve")
    }

    @Test func aScriptSeesItsOwnDefinitions() throws {
        let fixture = try TemporaryWorkspace()
        try fixture.plan(
            """
            local paying = segment.define("Paying", contact.fields.plan:contains "pro")
            print(contact.where(paying):count(), contact.where(segment "Paying"):count())
            segment.define("Paying", contact.fields.plan:is_missing())
            print(contact.where(paying):count())
            for _, s in ipairs(segment.all()) do print(s.name, s.rule, contact.where(s.condition):count()) end
            segment.delete "Paying"
            print(#segment.all())
            """)
        #expect(fixture.printed == ["2\t2", "1", "Paying\tfields.plan is missing\t1", "0"])
        #expect(try fixture.message(#"contact.where(segment "Paying")"#) == "test.lua:1: no segment 'Paying'; segment.define makes one")
    }

    @Test func thePlanSaysWhatItDefines() throws {
        let fixture = try TemporaryWorkspace()
        let define = #"segment.define("Paying", contact.fields.plan:contains "pro")"#
        #expect(try fixture.plan(define).summary.groups.map(\.title) == ["define segment Paying"])
        try fixture.run(define)
        #expect(try fixture.plan(define).summary.isEmpty, "the same rule again is no change")
        #expect(try fixture.plan(#"segment.delete "Paying""#).summary.groups.map(\.title) == ["remove segment Paying"])
        let back = #"segment.delete "Paying" "# + define
        #expect(try fixture.plan(back).summary.isEmpty, "back to what it was is no change")
    }

    @Test(arguments: [
        (#"segment.define("A", segment "A")"#, "test.lua:1: no segment 'A'; segment.define makes one"),
        (#"segment.define("Paid", segment "Payng")"#, "test.lua:1: no segment 'Payng' (did you mean 'Paying'?); segment.define makes one"),
        (#"segment.define("Paying", segment "VIPs")"#, "test.lua:1: segment 'Paying' uses itself: Paying → VIPs → Paying"),
        (#"segment.define("Paying", ~segment "Paying")"#, "test.lua:1: segment 'Paying' uses itself: Paying → Paying"),
        (#"segment.delete "Paying""#, "test.lua:1: segment 'Paying' is used by segment 'VIPs'; redefine or delete it first"),
        (#"segment.delete "Payin""#, "test.lua:1: no segment 'Payin' (did you mean 'Paying'?); segment.define makes one"),
        (#"segment.define("", contact.suppressed)"#, "test.lua:1: name can't be blank"),
        (
            #"segment.define("E", event.name:eq "Purchase")"#,
            "test.lua:1: event.name can only be tested inside contact.events(…):where() and event.where()"
        ),
        (
            #"segment.define("E", contact.email)"#,
            "test.lua:1: 'email' is no condition by itself; say what it must be, as in email:is_set()"
        ),
    ])
    func slipsAreExplained(_ source: String, _ message: String) throws {
        let fixture = try TemporaryWorkspace()
        try fixture.run(
            """
            segment.define("Paying", contact.fields.plan:contains "pro")
            segment.define("VIPs", segment "Paying" & contact.lists:has "VIP")
            """)
        #expect(try fixture.message(source) == message)
    }

    @Test func anUndoPutsDefinitionsBack() throws {
        let fixture = try TemporaryWorkspace()
        let first = try fixture.run(
            """
            segment.define("Paying", contact.fields.plan:contains "pro")
            segment.define("VIPs", segment "Paying" & contact.lists:has "VIP")
            """)
        let second = try fixture.run(#"segment.define("Paying", contact.fields.plan:eq "free") segment.delete "VIPs""#)
        #expect(try fixture.names(#"segment "Paying""#) == "ann")
        let undoer = Undoer(workspace: fixture.workspace)
        _ = try undoer.undo(second.record.id, now: fixture.now)
        #expect(try fixture.names(#"segment "VIPs""#) == "bob")
        _ = try undoer.undo(first.record.id, now: fixture.now)
        #expect(try fixture.workspace.store.snapshot(clock: LogicalClock(now: fixture.now)).catalog.segments.isEmpty)
    }

    @Test func aSavedPlanCarriesThem() throws {
        let fixture = try TemporaryWorkspace()
        let path = fixture.workspace.path + "/plan.json"
        let script = fixture.script(
            """
            local hot = list.ensure "Hot"
            segment.define("Hot ones", segment.define("Paying", contact.fields.plan:contains "pro") & contact.lists:has(hot))
            contact.where(contact.fields.plan:contains "pro"):add_to(hot)
            """)
        _ = try fixture.runner().plan(script, savingTo: path)
        // Another list takes the id that the plan had for its own.
        try fixture.run(#"list.ensure "Cold""#)
        _ = try PlanApplier(workspace: fixture.workspace).apply(path)
        #expect(try fixture.names(#"segment "Hot ones""#) == "bob dee")
        #expect(throws: CommitError.self) { try PlanApplier(workspace: fixture.workspace).apply(path) }
    }

    @Test func expressionsCannotOutgrowTheMemory() throws {
        let fixture = try TemporaryWorkspace()
        let message = try fixture.message("local e = contact.suppressed\nfor i = 1, 60 do e = e | ~e end")
        #expect(message == "test.lua:2: the expression has more than 10000 tests; use :any_of{…} or a segment")
    }
}
