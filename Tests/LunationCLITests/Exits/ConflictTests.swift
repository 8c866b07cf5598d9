import Formats
import Testing

/// Exit code 4: contacts have changed meanwhile.
@Suite struct ConflictTests {
    let shop: Shop

    init() throws {
        shop = try Shop(["ann@example.com": "free", "bob@example.com": "free"])
    }

    @Test(arguments: [
        ("contact.get('ann@example.com').fields.plan = 'pro'", "ann@example.com: fields.plan changed from 'free' to 'pro'"),
        ("contact.get('ann@example.com'):delete()", "ann@example.com: "),
    ])
    func aStalePlanIsRefused(change: String, reason: String) throws {
        try shop.succeed("plan", "--eval", "contact.all():update { plan = 'trial' }", "--out", "plan.json")
        try shop.succeed("run", "--eval", change)
        let before = try shop.digest()
        for arguments in [[], ["--json"]] {
            let apply = try Program.run(["apply", "plan.json", "--workspace", "shop"] + arguments, in: shop.folder)
            #expect(apply.status == 4)
            #expect(apply.output == "")
            #expect(apply.errors.hasPrefix("error: 1 contact has changed since; nothing was written\n  \(reason)"), "\(apply)")
        }
        #expect(try shop.digest() == before)
    }

    @Test func anUndoOfWhatHasChangedSince() throws {
        try shop.succeed("run", "--eval", "contact.all():update { plan = 'trial' }")
        try shop.succeed("run", "--eval", "contact.get('bob@example.com').fields.plan = 'pro'")
        let before = try shop.digest()
        let undo = try shop("undo", "2")
        #expect(undo.status == 4)
        #expect(undo.errors.contains("bob@example.com: fields.plan changed from 'trial' to 'pro'"), "\(undo)")
        #expect(try shop.digest() == before)
        let rest = try shop("undo", "2", "--skip-conflicts")
        #expect(rest.status == 0)
        #expect(try shop.contact("ann@example.com")["fields"]?["plan"] == "free")
        #expect(try shop.contact("bob@example.com")["fields"]?["plan"] == "pro")
    }

    @Test func anUndoGivesConsentBackWhereItIsTold() throws {
        try shop.succeed("run", "--eval", "contact.get('ann@example.com'):unsubscribe()")
        let kept = try shop.succeed("undo", "2")
        #expect(kept.output.contains("--allow-resubscribe"), "\(kept)")
        #expect(try shop.contact("ann@example.com")["status"] == "unsubscribed")
        // What the answer has just proposed must work.
        let given = try shop("undo", "2", "--allow-resubscribe")
        #expect(given.status == 0, "\(given)")
        #expect(try shop.contact("ann@example.com")["status"] == "subscribed")
    }
}
