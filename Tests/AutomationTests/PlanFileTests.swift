import Automation
import ContactStore
import Contacts
import Foundation
import Testing

struct PlanFileTests {
    private static let everything = """
        list.ensure "Fresh"
        list.get "News":rename "Letters"
        list.get "VIP":delete()
        field.get "score":delete()
        state.cursor = { at = "1998-07-01" }
        field.ensure { name = "Tier", type = "integer" }
        for c in contact.all():each() do
          c.fields.tier = 1
          c.fields.plan = "gold"
          c:add_to "Fresh"
          c:fire("Hi", { plan = "gold", n = 1.5, vip = true }, { key = "k" })
        end
        contact.get("eve@example.com"):delete()
        contact.get("bob@example.com"):unsubscribe()
        contact.get("ann@example.com").fields.joined = nil
        contact.create { email = "new@example.com", fields = { visits = 2, joined = "1998-01-01" }, lists = { "Letters" } }
        contact.get("dee@mail.example.com"):unsubscribe "bounced"
        """

    /// A saved plan, applied, is the run.
    @Test func applyingIsRunning() throws {
        let (ran, applied) = (try TemporaryWorkspace(), try TemporaryWorkspace())
        try ran.run(Self.everything)
        let path = applied.workspace.path + "/plan.json"
        _ = try applied.runner().plan(applied.script(Self.everything), savingTo: path)
        guard case .committed(let record, _) = try PlanApplier(workspace: applied.workspace).apply(path) else {
            Issue.record("not committed")
            return
        }
        #expect(try applied.workspace.store.digest() == ran.workspace.store.digest())
        #expect(record.kind == .apply)
        for fixture in [ran, applied] { try fixture.run("print(state.cursor.at, list.get 'Letters':count(), field.get 'score')") }
        #expect(applied.printed == ["1998-07-01\t3\tnil"] && ran.printed == applied.printed)
        #expect(
            try applied.names(#"contact.events("Hi"):where(event.params.n:eq(1.5)):any()"#)
                == ran.names(#"contact.events("Hi"):where(event.params.n:eq(1.5)):any()"#))
    }

    @Test func aStalePlanIsRefused() throws {
        let fixture = try TemporaryWorkspace()
        let path = fixture.workspace.path + "/plan.json"
        _ = try fixture.runner().plan(fixture.script("contact.all():update { plan = 'gold' }"), savingTo: path)
        try fixture.run("contact.get('bob@example.com').fields.visits = 99")
        let before = try fixture.workspace.store.digest()
        #expect {
            try PlanApplier(workspace: fixture.workspace).apply(path)
        } throws: { error in
            guard case CommitError.conflicts(let conflicts, let total)? = error as? CommitError else { return false }
            return total == 1
                && conflicts.map { $0.words(showingData: true) } == ["bob@example.com: fields.visits changed from '10' to '99'"]
        }
        #expect(try fixture.workspace.store.digest() == before)
    }

    /// Contacts that the plan does not touch may change.
    @Test func othersMayChange() throws {
        let fixture = try TemporaryWorkspace()
        let path = fixture.workspace.path + "/plan.json"
        _ = try fixture.runner().plan(fixture.script("contact.get('ann@example.com').fields.plan = 'gold'"), savingTo: path)
        try fixture.run("contact.get('bob@example.com').fields.visits = 99")
        guard case .committed = try PlanApplier(workspace: fixture.workspace).apply(path) else {
            Issue.record("not committed")
            return
        }
        #expect(try fixture.names("contact.fields.plan:eq 'gold'") == "ann")
    }

    @Test func aDeletedContactIsStale() throws {
        let fixture = try TemporaryWorkspace()
        let path = fixture.workspace.path + "/plan.json"
        _ = try fixture.runner().plan(fixture.script("contact.all():update { plan = 'gold' }"), savingTo: path)
        try fixture.run("contact.get('bob@example.com'):delete()")
        #expect {
            try PlanApplier(workspace: fixture.workspace).apply(path)
        } throws: { ($0 as? CommitError)?.words(showingData: true) == "bob@example.com: no longer exists" }
    }

    @Test(arguments: [
        ("", "unexpected end"), ("[]", "no JSON object"), ("{}", "wrong format"), (#"{"format":"lunation-plan-9"}"#, "wrong format"),
    ])
    func otherFilesAreNoPlans(_ text: String, _ reason: String) throws {
        let fixture = try TemporaryWorkspace()
        let path = try fixture.write(text, "plan.json")
        #expect(throws: PlanError.self) { try PlanApplier(workspace: fixture.workspace).apply(path) }
    }

    @Test func thePlansGuardHolds() throws {
        let fixture = try TemporaryWorkspace()
        let path = fixture.workspace.path + "/plan.json"
        _ = try fixture.runner().plan(
            fixture.script("job { guard = { changes = 1 } } contact.all():update { plan = 'gold' }"), savingTo: path)
        guard case .refused = try PlanApplier(workspace: fixture.workspace).apply(path) else {
            Issue.record("not refused")
            return
        }
    }

    /// What a job remembers by now is not overwritten by an older plan.
    @Test func aPlanWhoseMemoriesHaveMovedOnIsStale() throws {
        let fixture = try TemporaryWorkspace()
        let source = "job { name = 'count' } state.n = (state.n or 0) + 1"
        try fixture.run(source)
        let path = fixture.workspace.path + "/plan.json"
        _ = try fixture.runner().plan(fixture.script(source), savingTo: path)
        try fixture.run(source)
        #expect {
            try PlanApplier(workspace: fixture.workspace).apply(path)
        } throws: { error in
            guard case CommitError.conflicts(let conflicts, _)? = error as? CommitError else { return false }
            return conflicts.map { $0.words(showingData: true) } == ["job count: state.n changed from '1' to '2'"]
        }
    }

    @Test func filesThatASavedPlanCannotHoldAreTold() throws {
        let fixture = try TemporaryWorkspace()
        _ = try fixture.runner().plan(
            fixture.script("export.csv(contact.all(), 'all.csv')"), savingTo: fixture.workspace.path + "/plan.json")
        #expect(
            fixture.log.map(\.message) == [
                "all.csv: 5 contacts when the script is run",
                "a saved plan holds no files: the script's exports and rejected rows come with 'lunation run' alone",
            ])
    }
}
