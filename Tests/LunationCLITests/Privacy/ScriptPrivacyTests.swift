import Formats
import Testing

/// What a script has read of contacts is in no error, log or record of its run unless `--show-data` asks for it.
@Suite struct ScriptPrivacyTests {
    private let shop: Shop
    private static let limits = ["--instructions", "2000000", "--memory", "64MB"]

    init() throws {
        shop = try CanaryShop().shop
    }

    private func fail(_ script: String, _ options: [String] = []) throws -> Outcome {
        let arguments = ["run", "--eval", FailingScript.start + script, "--workspace", "shop", "--now", shop.now] + Self.limits + options
        return try Program.run(arguments, in: shop.folder)
    }

    @Test func nothingIsShown() throws {
        for script in FailingScript.telling + FailingScript.silent {
            let outcome = try fail(script, script.utf8.count % 5 == 0 ? ["--json"] : [])
            #expect([1, 5].contains(outcome.status), "\(script): \(outcome)")
            #expect(CanaryShop.canary(in: outcome.errors) == nil, "\(script): \(outcome)")
            #expect(outcome.output == "", "\(script): \(outcome)")
        }
        let runs = try shop("runs", "--limit", "1000").output + shop("runs", "--limit", "1000", "--json").output
        #expect(CanaryShop.canary(in: runs) == nil, "\(CanaryShop.canary(in: runs) ?? "")")
        #expect(runs.contains("‹email›") && runs.contains("‹value›"), "the records say what happened, without values")
    }

    @Test func whatIsAskedForIsShownAndNotRecorded() throws {
        for script in FailingScript.telling {
            let outcome = try fail(script, ["--show-data"])
            #expect(outcome.status == 1, "\(script): \(outcome)")
            #expect(CanaryShop.canary(in: outcome.errors) != nil, "\(script): \(outcome)")
        }
        let records = try shop("runs", "--limit", "1000", "--json").output
        #expect(CanaryShop.canary(in: records) == nil, "\(CanaryShop.canary(in: records) ?? "")")
    }

    @Test func theNoticeComesOnce() throws {
        let script = "for c in contact.all():each() do print(c.email) end"
        let hidden = try shop("run", "--eval", script)
        #expect(hidden.errors == "‹email›\n‹email›\nnote: contact data is hidden above; --show-data shows it\n")
        let shown = try shop("run", "--eval", script, "--show-data")
        #expect(shown.errors == "\(CanaryShop.email)\nqxbob@qxpost.example\n")
        let nothing = try shop("run", "--eval", "print(contact.all():count())")
        #expect(nothing.errors == "2\n")
    }

    @Test func whatAScriptSaysItselfIsNoData() throws {
        try shop.succeed("run", "--eval", "list.ensure 'Qxtown'")
        // The list is called as the city of a contact, and the script calls a city by its name.
        let script = "for c in contact.all():each() do print(c.fields.city) end print('Qxburg'); print(7, 'of 100')"
        let outcome = try shop("run", "--eval", script)
        #expect(outcome.errors == "Qxburg\nQxtown\nQxburg\n7\tof 100\n")
    }

    @Test func whatRunsCanBeAsked() throws {
        let commands = ["run", "plan", "apply", "undo", "import", "export", "contacts", "repl", "check", "segments"]
        for command in commands.map({ [$0] }) + [["events", "import"], ["suppressions", "import"], ["outbox", "send"]] {
            let help = try Program.run(command + ["--help"], in: shop.folder)
            #expect(help.output.contains("--show-data"), "\(command): \(help)")
        }
    }

    @Test func argumentsAreNotQuoted() throws {
        try shop.folder.write("job { args = { days = 3 } } print(args.days)", to: "args.lua")
        for (argument, text) in [("days=\(CanaryShop.email)", "not ‹27 characters›"), ("qxdays@qxmail.example=1", "‹email›")] {
            let outcome = try shop("run", "args.lua", "--set", argument)
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains(text), "\(outcome)")
            #expect(CanaryShop.canary(in: outcome.errors) == nil, "\(outcome)")
        }
    }
}
