import Formats
import Testing

/// The sunset workflow on the real customers: plan, refusal, commit, second run, undo.
@Suite struct SunsetTests {
    let script = Program.package + "/scripts/workflows/sunset.lua"
    let shop: Shop

    init() throws {
        shop = try Customers.base.get().copy()
    }

    @Test func aPlanChangesNothing() throws {
        let before = try shop.digest()
        let plan = try shop("plan", script)
        #expect(plan.status == 0)
        #expect(plan.lines.first == "\(script): 15,238 of 23,570 contacts change (64.6 %)")
        #expect(plan.lines[1...3] == ["       1  create list Sunset", "  15,238  add to list Sunset", "  15,238  fire SunsetStarted"])
        #expect(
            plan.output.contains(
                "\n  customer-00001@example.com\n    + list Sunset\n    ! fire SunsetStarted { last_purchase = \"1997-01-01\" }"))
        #expect(plan.output.contains("the guard would refuse this run: "))
        #expect(try shop.digest() == before)
        #expect(try shop("lists").output == "")
        #expect(try shop("runs", "--json").json().arrayValue?.count == 2, "a plan is no run")
    }

    @Test func theGuardRefuses() throws {
        let before = try shop.digest()
        let run = try shop("run", script, "--show-data")
        #expect(run.status == 3)
        #expect(run.output == "")
        #expect(run.errors.contains("refused by the guard: changes 64.6 % > 5% (15,238 of 23,570 contacts)\n"))
        #expect(run.errors.contains("nothing was changed; the first of them:\n  customer-00001@example.com\n    + list Sunset\n"))
        #expect(run.errors.contains("\n  customer-00002@example.com\n"))
        #expect(try shop.digest() == before)
        let record = try shop("runs", "--limit", "1", "--json").json().arrayValue?.first
        #expect(record?["status"] == "refused")
    }

    @Test func aCommittedRunIsDoneOnceAndUndone() throws {
        let before = try shop.digest()
        let first = try shop("run", script, "--guard", "changes=70%", "--json")
        #expect(first.status == 0)
        let committed = try first.json()
        #expect(committed["status"] == "committed")
        #expect(committed["changed"] == 15_238)
        #expect(committed["events"] == [["name": "SunsetStarted", "count": 15_238]])
        #expect(try shop.digest() != before)
        #expect(try shop("lists").output == "1\tSunset\t15,238\n")
        #expect(try shop.count("contact.events(\"SunsetStarted\"):count():eq(1) & contact.lists:has \"Sunset\"") == 15_238)
        #expect(try shop.count("contact.events(\"SunsetStarted\"):any()") == 15_238)

        let run = try #require(committed["run"]?.integerValue)
        let journal = try shop("show", String(run), "--limit", "100000", "--json").json()
        #expect(journal["contacts"]?.arrayValue?.count == 15_238)

        let after = try shop.digest()
        let second = try shop("run", script, "--guard", "changes=70%", "--json")
        #expect(second.status == 0)
        #expect(try second.json()["changed"] == 0)
        #expect(try second.json()["groups"] == [])
        #expect(try second.json()["events"] == [])
        #expect(try shop.digest() == after)

        let undo = try shop("undo", String(run))
        #expect(undo.status == 0)
        #expect(undo.lines.first?.hasPrefix("run \(run) undone by run \(run + 2): 15,238 contacts put back") == true)
        #expect(undo.output.contains("\n15,238 events had not left the store and were retracted\n"))
        #expect(try shop.digest() == before)
        #expect(try shop.count("contact.events(\"SunsetStarted\"):any()") == 0)
        let undone = try shop("runs", "--json").json().arrayValue?.first { $0["run"] == .integer(run) }
        #expect(undone?["undone_by"] == .integer(run + 2))
    }

    @Test func aStalePlanIsRefusedByContactAndField() throws {
        let update = """
            for c in contact.where(contact.fields.spent:gt(2000)):each() do c.fields.spent = math.floor(c.fields.spent) end
            """
        try shop.succeed("plan", "--eval", update, "--out", "plan.json")
        try shop.succeed("run", "--eval", "contact.get('customer-07592@example.com').fields.spent = 1")
        let before = try shop.digest()
        let apply = try shop("apply", "plan.json", "--show-data")
        #expect(apply.status == 4)
        #expect(apply.output == "")
        #expect(
            apply.errors == """
                error: 1 contact has changed since; nothing was written
                  customer-07592@example.com: fields.spent changed from '13990.93' to '1.0'

                """)
        #expect(try shop.digest() == before)
    }

    @Test func aSavedPlanIsAppliedOnce() throws {
        try shop.succeed("plan", script, "--set", "days=540", "--guard", "changes=70%", "--out", "plan.json")
        let before = try shop.digest()
        let apply = try shop("apply", "plan.json", "--json")
        #expect(apply.status == 0)
        #expect(try apply.json()["status"] == "committed")
        let run = try #require(try apply.json()["run"]?.integerValue)
        let after = try shop.digest()
        let again = try shop("apply", "plan.json")
        #expect(again.status != 0, "its contacts are no longer as it saw them")
        #expect(try shop.digest() == after)
        try shop.succeed("undo", String(run))
        #expect(try shop.digest() == before)
    }
}
