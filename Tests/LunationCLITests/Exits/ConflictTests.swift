import Formats
import Testing

/// Exit code 4: contacts have changed meanwhile.
@Suite struct ConflictTests {
    let shop: Shop

    init() throws {
        shop = try Shop(["ann@example.com": "free", "bob@example.com": "free"])
    }

    @Test(arguments: [
        ("contact.get('ann@example.com').fields.plan = 'pro'", "fields.plan changed from 'free' to 'pro'", "fields.plan has changed"),
        ("contact.get('ann@example.com'):delete()", "no longer exists", "no longer exists"),
    ])
    func aStalePlanIsRefused(change: String, reason: String, hidden: String) throws {
        try shop.succeed("plan", "--eval", "contact.all():update { plan = 'trial' }", "--out", "plan.json")
        let id = try shop.contact("ann@example.com")["id"]?.stringValue ?? ""
        try shop.succeed("run", "--eval", change)
        let before = try shop.digest()
        let start = "error: 1 contact has changed since; nothing was written\n  "
        for arguments in [[], ["--json"]] {
            let apply = try Program.run(["apply", "plan.json", "--workspace", "shop"] + arguments, in: shop.folder)
            #expect(apply.status == 4)
            #expect(apply.output == "")
            let subject = change.contains("delete") ? "contact ‹email›" : "contact \(id)"
            #expect(apply.errors.hasPrefix(start + "\(subject): \(hidden)\n"), "\(apply)")
            #expect(!apply.errors.contains("ann@example.com"))
            let shown = try Program.run(["apply", "plan.json", "--workspace", "shop", "--show-data"] + arguments, in: shop.folder)
            #expect(shown.errors == start + "ann@example.com: \(reason)\n", "\(shown)")
        }
        #expect(try shop.digest() == before)
    }

    @Test func anUndoOfWhatHasChangedSince() throws {
        try shop.succeed("run", "--eval", "contact.all():update { plan = 'trial' }")
        try shop.succeed("run", "--eval", "contact.get('bob@example.com').fields.plan = 'pro'")
        let before = try shop.digest()
        let undo = try shop("undo", "2")
        #expect(undo.status == 4)
        #expect(undo.errors.contains(": fields.plan has changed") && !undo.errors.contains("bob@"), "\(undo)")
        let shown = try shop("undo", "2", "--show-data")
        #expect(shown.errors.contains("bob@example.com: fields.plan changed from 'trial' to 'pro'"), "\(shown)")
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
