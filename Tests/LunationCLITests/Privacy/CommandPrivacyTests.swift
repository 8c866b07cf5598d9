import Formats
import Testing

/// What fails outside of scripts says no contact data either: files, plans, undos, guards, the command line itself.
@Suite struct CommandPrivacyTests {
    private let shop: Shop
    private let email = CanaryShop.email

    init() throws {
        shop = try CanaryShop().shop
    }

    /// Runs a command that must fail, without and with `--show-data`. Answers what it said with it.
    @discardableResult
    private func fails(
        _ status: Int32, _ arguments: String..., tells: Bool = true, location: SourceLocation = #_sourceLocation
    ) throws -> String {
        let all = arguments + ["--workspace", "shop"]
        let hidden = try Program.run(all, in: shop.folder)
        #expect(hidden.status == status, "\(arguments): \(hidden)", sourceLocation: location)
        #expect(CanaryShop.canary(in: hidden.errors + hidden.output) == nil, "\(arguments): \(hidden)", sourceLocation: location)
        let shown = try Program.run(all + ["--show-data"], in: shop.folder)
        #expect(shown.status == status, "\(arguments): \(shown)", sourceLocation: location)
        #expect((CanaryShop.canary(in: shown.errors) != nil) == tells, "\(arguments): \(shown)", sourceLocation: location)
        return shown.errors
    }

    private func file(_ name: String, _ text: String) throws -> String {
        try shop.folder.write(text, to: name)
        return name
    }

    @Test func filesOfContacts() throws {
        // A file without a header: its first line is a contact.
        try fails(6, "import", file("a.csv", "\(email),Qxanna,Qxburg\nqxbob@x.example,Qxbob,Qxtown\n"))
        try fails(6, "import", file("b.csv", "Qxanna,Qxburg,+49 1511 76543210\n"))
        try fails(6, "import", file("c.csv", "email,first_name\n\(email),Qxanna\nqxnobody,Qxbob\n"), "--on-error", "abort", tells: false)
        try fails(6, "import", file("d.csv", "email,birthday\n\(email),qxday\n"), "--on-error", "abort", tells: false)
        try fails(6, "import", file("e.csv", "email,birthday\n\(email),1983-02-17,qxmore\n"), "--on-error", "abort", tells: false)
        try fails(6, "import", file("f.csv", "email,first_name\n\(email),\"Qxanna\nqxbob\n"), tells: false)
        try fails(6, "import", file("g.csv", "email,\(email)\nx@x.example,1\n"))
        try fails(6, "import", file("h.csv", "e,f\n"), "--map", "email=\(email)")
        try fails(6, "import", "\(email).csv")
        let broken = "{\"email\":\"\(email)\",\"first_name\":\"Qxanna\"\n"
        try fails(6, "import", file("i.jsonl", broken), "--on-error", "abort", tells: false)
        try fails(
            6, "import", file("j.jsonl", "{\"email\":\"x@x.example\",\"\(email)\":1}\n"), "--on-error", "abort")
        try fails(6, "events", "import", file("k.csv", "\(email),2026-01-01,qxitem\n"), "--name", "Buy")
        try fails(6, "suppressions", "import", file("m.csv", "\(email),qxreason\n"))
    }

    @Test func refusedRowsAreCountedAndNotShown() throws {
        let files = [
            ["import", try file("a.csv", "email,birthday\n\(email),qxday\nqxnobody,1983-02-17\n")],
            ["events", "import", try file("b.csv", "email,at,item\n\(email),qxwhen,qxitem\nqxnobody,2026-01-01,x\n"), "--name", "Buy"],
            ["suppressions", "import", try file("c.csv", "email,reason\nqxnobody,qxreason\n")],
        ]
        for arguments in files {
            let outcome = try Program.run(arguments + ["--workspace", "shop"], in: shop.folder)
            #expect(outcome.status == 0 && outcome.output.contains("rejected"), "\(outcome)")
            #expect(CanaryShop.canary(in: outcome.output + outcome.errors) == nil, "\(outcome)")
        }
        let runs = try shop("runs", "--json").output
        #expect(CanaryShop.canary(in: runs) == nil)
    }

    @Test func plansThatAreNone() throws {
        let head = "{\"format\":\"lunation-plan-1\",\"script\":\"x\",\"hash\":\"\",\"now\":\"2026-01-01T00:00:00Z\",\"sequence\":2,"
        func plan(_ name: String, _ rest: String) throws -> String { try file(name, head + rest + "}") }
        try fails(6, "apply", file("a.json", "{\"email\":\"\(email)\", \"Qxanna"), tells: false)
        try fails(6, "apply", file("b.json", "{\"format\":\"\(email)\"}"), tells: false)
        try fails(
            6, "apply",
            plan("c.json", "\"contacts\":[{\"email\":\"\(email)\",\"changes\":[{\"property\":\"qxprop\",\"after\":\"qxvalue\"}]}]"),
            tells: false)
        try fails(6, "apply", plan("d.json", "\"contacts\":[{\"email\":\"qxnobody\"}]"), tells: false)
        try fails(4, "apply", plan("e.json", "\"contacts\":[{\"email\":\"qxgone@x.example\",\"changes\":[]}]"))
        try fails(
            6, "apply",
            plan("f.json", "\"contacts\":[{\"email\":\"\(email)\",\"events\":[{\"name\":\"X\",\"params\":{\"a\":[\"qxitem\"]}}]}]"),
            tells: false)
    }

    @Test func whatHasChangedSince() throws {
        let update = "contact.all():update { note = 'trial', birthday = '1999-12-24' }"
        try shop.succeed("plan", "--eval", update, "--out", "plan.json")
        try shop.succeed("run", "--eval", update)
        try shop.succeed("run", "--eval", "contact.all():update { note = contact.all():first().fields.city, birthday = '1983-02-17' }")
        let said = try fails(4, "apply", "plan.json")
        #expect(said.contains("changed from") && said.contains(email), "\(said)")
        let undone = try fails(4, "undo", "3")
        #expect(undone.contains("changed from 'trial' to 'Qxburg'"), "\(undone)")
        let hidden = try shop("undo", "3")
        #expect(hidden.errors.contains(": fields.note has changed"), "\(hidden)")
        let id = try #require(hidden.errors.split(separator: "\n  contact ").dropFirst().first?.prefix(36))
        #expect(try shop.count("contact.id:eq '\(id)'") == 1, "the id finds the contact")
    }

    @Test func aRunsReportIsNoPlan() throws {
        let update = "contact.all():update { note = contact.all():first().fields.city }"
        try fails(3, "run", "--eval", update, "--guard", "changes=0")
        try shop.succeed("plan", "--eval", update, "--out", "plan.json")
        try fails(3, "apply", "plan.json", "--guard", "changes=0")
        let run = try shop("run", "--eval", update)
        #expect(run.status == 0)
        #expect(CanaryShop.canary(in: run.output + run.errors) == nil, "\(run)")
        let plan = try shop("plan", "--eval", "contact.all():update { note = 'x' }")
        #expect(CanaryShop.canary(in: plan.output) != nil, "a plan is asked for to see contacts")
        #expect(try CanaryShop.canary(in: shop("show", "7").output) != nil, "so are runs")
    }

    @Test func theCommandLineItself() throws {
        try fails(2, "contacts", email)
        try fails(2, "runs", "--limit", email)
        try fails(2, "run", "--eval", "x()", "--now", email)
        try fails(6, "run", "\(email).lua")
        try fails(1, "contacts", "--where", "contact.email:eq '\(email)' and x.y")
        try fails(1, "export", "out.csv", "--where", "contact.email:eq '\(email)' = 3")
        try fails(6, "export", "no/\(email).csv")
    }

    @Test func linesFromAPipe() throws {
        for line in ["error(contact.all():first().fields.note)", "contact.all():first():add_to(contact.all():first().fields.city)"] {
            let input = shop.folder[try file("lines.lua", "contact.all():first().email\n\(line)\n")]
            let hidden = try Program.run(["repl", "--workspace", "shop"], in: shop.folder, input: input)
            #expect(hidden.status == 1)
            #expect(hidden.output == email + "\n", "what is asked for is answered")
            #expect(CanaryShop.canary(in: hidden.errors) == nil, "\(hidden)")
            let shown = try Program.run(["repl", "--workspace", "shop", "--show-data"], in: shop.folder, input: input)
            #expect(CanaryShop.canary(in: shown.errors) != nil, "\(shown)")
        }
    }

    @Test func requestsThatCannotBeSent() throws {
        let post = "for c in contact.all():each() do http.post('http://127.0.0.1:9/' .. c.email, { json = { c.fields.note } }) end"
        let run = try shop("run", "--eval", post)
        #expect(run.status == 0)
        #expect(CanaryShop.canary(in: run.output + run.errors) == nil, "\(run)")
        let sent = try shop("outbox", "send")
        #expect(CanaryShop.canary(in: sent.output + sent.errors) == nil, "\(sent)")
    }

    @Test func anErasureTellsFilesAndNoAddress() throws {
        try shop.folder.write("-- \(email)\n", to: "shop/scripts/old.lua")
        let run = try shop("run", "--eval", "contact.get(\"\(email)\"):erase()")
        #expect(run.status == 0 && run.errors.contains("scripts/old.lua"), "\(run)")
        #expect(CanaryShop.canary(in: run.output + run.errors) == nil, "\(run)")
    }
}
