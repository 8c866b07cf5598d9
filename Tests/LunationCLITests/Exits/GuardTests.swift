import Formats
import Testing

/// Exit code 3: a guard refused the run.
@Suite struct GuardTests {
    let shop: Shop

    init() throws {
        shop = try Shop(["ann@example.com": "free", "bob@example.com": "free", "cy@example.com": "free", "di@example.com": "pro"])
    }

    @Test func aNumberIsALimitForBasesOfAnySize() throws {
        let before = try shop.digest()
        let script = "job { guard = { changes = 2 } } contact.where(contact.fields.plan:eq 'free'):update { plan = 'trial' }"
        let refused = try shop("run", "--eval", script, "--show-data")
        #expect(refused.status == 3)
        #expect(refused.output == "")
        let hidden = try shop("run", "--eval", script)
        #expect(
            hidden.errors == """
                refused by the guard: changes 3 > 2
                nothing was changed; 'lunation plan' shows what it would have been
                raise the limit in the script's job { guard }, in lunation.yml or with --guard, if this is what you mean

                """)
        #expect(
            refused.errors == """
                refused by the guard: changes 3 > 2
                nothing was changed; the first of them:
                  ann@example.com
                    fields.plan: "free" → "trial"
                  bob@example.com
                    fields.plan: "free" → "trial"
                  cy@example.com
                    fields.plan: "free" → "trial"
                raise the limit in the script's job { guard }, in lunation.yml or with --guard, if this is what you mean

                """)
        #expect(try shop.digest() == before)
        let raised = try shop("run", "--eval", script, "--guard", "changes=3")
        #expect(raised.status == 0, "the command line's limit stands above the script's")
        #expect(try shop.count("contact.fields.plan:eq 'trial'") == 3)
    }

    @Test(arguments: [
        ("deletes=0", "contact.get('ann@example.com'):delete()", "deletes 1 > 0"),
        ("unsubscribes=0", "contact.get('ann@example.com'):unsubscribe()", "unsubscribes 1 > 0"),
        ("events=1", "contact.all():fire('Hello')", "events 4 > 1"),
        ("changes=3", "contact.all():add_to(list.ensure 'VIP')", "changes 4 > 3"),
    ])
    func everyMeasure(limit: String, script: String, reason: String) throws {
        let before = try shop.digest()
        let run = try shop("run", "--eval", script, "--guard", limit, "--json")
        #expect(run.status == 3)
        #expect(run.errors.hasPrefix("refused by the guard: \(reason)\n"), "\(run)")
        let document = try run.json()
        #expect(document["status"] == "refused")
        #expect(document["violations"]?.arrayValue?.count == 1)
        #expect(document["violations"]?.arrayValue?.first?["limit"]?.stringValue == limit.split(separator: "=").last.map(String.init))
        #expect(try shop.digest() == before)
        #expect(try shop("lists").output == "")
    }

    @Test func theWorkspacesOwnLimitHolds() throws {
        let settings = try shop.folder.text("shop/lunation.yml")
        #expect(settings.contains("guard"))
        try shop.folder.write("guard:\n  deletes: 0\n", to: "shop/lunation.yml")
        let run = try shop("run", "--eval", "contact.get('ann@example.com'):delete()")
        #expect(run.status == 3)
        #expect(run.errors.hasPrefix("refused by the guard: deletes 1 > 0\n"))
        #expect(try shop.count("contact.all()") == 4)
    }

    @Test func applyHoldsThePlanAgainstTheGuardToo() throws {
        try shop.succeed("plan", "--eval", "contact.all():update { plan = 'x' }", "--guard", "changes=2", "--out", "plan.json")
        let before = try shop.digest()
        let refused = try shop("apply", "plan.json")
        #expect(refused.status == 3)
        #expect(refused.errors.hasPrefix("refused by the guard: changes 4 > 2\n"))
        #expect(try shop.digest() == before)
        #expect(try shop("apply", "plan.json", "--guard", "changes=4").status == 0)
        #expect(try shop.count("contact.fields.plan:eq 'x'") == 4)
    }
}
