import Formats
import Testing

/// --json: one document on standard output, with keys that scripts may rely on.
@Suite struct JSONTests {
    let shop: Shop

    init() throws {
        shop = try Shop(["ann@example.com": "free", "bob@example.com": "free"])
        try shop.folder.write("email,at\nann@example.com,2026-01-01\n", to: "log.csv")
    }

    private func keys(_ value: JSONValue?) -> [String] { value?.objectValue?.keys ?? [] }

    private static let importKeys = [
        "run", "rows", "created", "updated", "unchanged", "rejected", "kept_unsubscribed", "already_fired", "errors_file",
    ]
    private static let planKeys = [
        "script", "hash", "now", "contacts", "changed", "groups", "events", "already_fired", "sample", "violations",
    ]
    private static let runKeys = [
        "run", "kind", "name", "hash", "status", "now", "started_at", "finished_at", "summary", "undoes", "undone_by",
    ]

    @Test func initAndImports() throws {
        let made = try Program.run(["init", "--workspace", "other", "--json"], in: shop.folder)
        #expect(try keys(made.json()) == ["workspace", "store"])
        #expect(try keys(shop("import", "start.csv", "--json").json()) == Self.importKeys)
        #expect(try keys(shop("events", "import", "log.csv", "--name", "Buy", "--json").json()) == Self.importKeys)
    }

    @Test func contactsListsAndFields() throws {
        try shop.succeed("run", "--eval", "contact.get('ann@example.com'):add_to(list.ensure 'VIP')")
        let contact = try shop.contact("ann@example.com")
        #expect(keys(contact) == ["id", "email", "status", "created_at", "updated_at", "fields", "list_ids"])
        #expect(contact["list_ids"] == [1])
        #expect(contact["created_at"] == "2026-06-01T00:00:00.000Z")
        #expect(try keys(shop("contacts", "--count", "--json").json()) == ["count", "seconds"])
        #expect(try shop("lists", "--json").json() == [["id": 1, "name": "VIP", "contacts": 1]])
        #expect(try shop("fields", "--json").json() == [["id": 1, "name": "plan", "merge_tag": "plan", "data_type": "text"]])
        #expect(try keys(shop("digest", "--json").json()) == ["digest"])
        #expect(try shop("export", "out.csv", "--json").json() == ["file": "out.csv", "contacts": 2])
    }

    @Test func plansAndRuns() throws {
        let script = """
            print 'on the way'
            log.info('still', { way = 1 })
            contact.get('ann@example.com').fields.plan = 'pro'
            contact.get('ann@example.com'):fire('Upgraded', { from = 'free' }, { key = 'k' })
            """
        let plan = try shop("plan", "--eval", script, "--out", "plan.json", "--json")
        #expect(try keys(plan.json()) == Self.planKeys)
        #expect(plan.errors == "on the way\ninfo: still way=1 ((command line):2)\n")
        #expect(try keys(shop("apply", "plan.json", "--json").json()) == ["run", "status"] + Self.planKeys)
        try shop.succeed("undo", "2")
        let run = try shop("run", "--eval", script, "--json")
        let document = try run.json()
        #expect(keys(document) == ["run", "status"] + Self.planKeys)
        #expect(document["groups"] == [["change": "set plan", "count": 1]])
        #expect(document["events"] == [["name": "Upgraded", "count": 1]])
        #expect(
            document["sample"] == [
                [
                    "email": "ann@example.com", "changes": [["property": "fields.plan", "before": "free", "after": "pro"]],
                    "events": [["name": "Upgraded", "params": ["from": "free"], "key": "k"]],
                ]
            ])
        let shown = try shop("show", "4", "--json").json()
        #expect(keys(shown) == Self.runKeys + ["contacts"])
        #expect(shown["contacts"]?.arrayValue?.first?["changes"] == [["property": "fields.plan", "before": "free", "after": "pro"]])
        let runs = try #require(try shop("runs", "--json").json().arrayValue)
        #expect(runs.map(keys) == Array(repeating: Self.runKeys, count: 4))
        #expect(runs.map { $0["kind"] } == ["run", "undo", "apply", "import"])
        let undo = try shop("undo", "4", "--json").json()
        #expect(
            keys(undo) == [
                "run", "undoes", "changed", "events_retracted", "events_sent", "kept_unsubscribed", "events_restored", "erased",
                "conflicts",
            ])
        #expect(undo["changed"] == 1)
        #expect(undo["events_retracted"] == 1)
    }

    @Test func theSavedPlanIsOneDocument() throws {
        try shop.succeed("plan", "--eval", "contact.all():update { plan = 'x' }", "--out", "plan.json")
        let plan = try JSONValue(parsing: shop.folder.text("plan.json"))
        #expect(plan["format"] == "lunation-plan-1")
        #expect(plan["contacts"]?.arrayValue?.count == 2)
    }

    @Test func twoDocumentsHaveNoRoomOnOneOutput() throws {
        let outcome = try shop("export", "-", "--json")
        #expect(outcome.status == 2, "the file would stand where the document must: \(outcome)")
        #expect(outcome.output == "")
    }

    @Test func anExportToStandardOutputIsTheFileAlone() throws {
        let csv = try shop("export", "-", "--columns", "email,plan")
        #expect(csv.output.split(whereSeparator: \.isNewline) == ["email,plan", "ann@example.com,free", "bob@example.com,free"])
        #expect(csv.errors.hasPrefix("2 contacts in "))
        let lines = try shop("export", "-", "--format", "jsonl", "--columns", "email,plan").lines.map { try JSONValue(parsing: $0) }
        #expect(lines == [["email": "ann@example.com", "plan": "free"], ["email": "bob@example.com", "plan": "free"]])
    }
}
