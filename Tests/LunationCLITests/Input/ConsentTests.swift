import Formats
import Testing

/// Consent only goes down: no file revives an unsubscribed contact.
@Suite struct ConsentTests {
    let shop: Shop

    init() throws {
        shop = try Shop(["ann@example.com": "free", "bob@example.com": "free"])
        try shop.succeed("run", "--eval", "contact.get('bob@example.com'):unsubscribe()")
    }

    @Test(arguments: ["merge", "replace", "keep"])
    func anImportNeverRevives(policy: String) throws {
        try shop.folder.write("email,status,plan\nann@example.com,subscribed,pro\nbob@example.com,subscribed,pro\n", to: "in.csv")
        let outcome = try shop.succeed("import", "in.csv", "--existing", policy)
        #expect(try shop.contact("bob@example.com")["status"] == "unsubscribed")
        #expect(outcome.output.contains("unsubscribed: an import never raises consent") == (policy != "keep"), "\(outcome)")
        #expect(try shop.contact("bob@example.com")["fields"]?["plan"] == (policy == "keep" ? "free" : "pro"))
    }

    @Test func anImportUnsubscribes() throws {
        try shop.folder.write("email,status\nann@example.com,unsubscribed\n", to: "in.csv")
        try shop.succeed("import", "in.csv")
        #expect(try shop.contact("ann@example.com")["status"] == "unsubscribed")
    }

    @Test func aScriptRevivesOnlyWhereItsJobAllowsIt() throws {
        let refused = try shop("run", "--eval", "contact.get('bob@example.com'):resubscribe()")
        #expect(refused.status == 1)
        #expect(
            refused.errors.contains("consent only goes down; a job that means to raise it declares allow = { \"resubscribe\" }"),
            "\(refused)")
        #expect(try shop.contact("bob@example.com")["status"] == "unsubscribed")
        try shop.succeed("run", "--eval", "job { allow = { 'resubscribe' } } contact.get('bob@example.com'):resubscribe()")
        #expect(try shop.contact("bob@example.com")["status"] == "subscribed")
    }
}
