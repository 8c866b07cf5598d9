import Automation
import ContactStore
import Contacts
import Foundation
import Testing

/// `import` in scripts: staged like everything else, with the rules of an import.
struct ImportBindingTests {
    private let temporary: TemporaryWorkspace

    init() throws {
        temporary = try TemporaryWorkspace()
    }

    private var store: ContactStore { temporary.workspace.store }

    private func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: temporary.workspace.path + "/" + name) }

    private static let file = """
        E-mail,Plan,visits,status,lists
        ann@example.com,gold,,unsubscribed,News;Late
        bob@example.com,Pro,10,,VIP
        new@example.com,gold,5,,Late
        NEW@example.com,,6,,
        nobody,gold,,,
        cyd@example.org,gold,x,,

        """

    private static let call = "local r = import.csv('in.csv', { map = { email = 'E-mail' }, lists = { 'All' } })"
    private static let counters =
        "print(r.id, r.status, r.rows, r.created, r.updated, r.unchanged, r.rejected, r.over_limit, r.errors_file)"

    @Test func aPlanStagesAndWritesNothing() throws {
        _ = try temporary.write(Self.file, "in.csv")
        let before = try store.digest()
        let plan = try temporary.plan(
            Self.call + Self.counters
                + """
                print(contact.where(contact.lists:has 'All'):count(), contact.get('new@example.com').fields.visits)
                print(contact.get('ann@example.com').status, contact.get('ann@example.com').fields.plan)
                """)
        #expect(
            temporary.printed == [
                "1\tfinished\t6\t1\t3\t0\t2\t0\trejected/in-19980701T000000Z-1.csv", "3\t6", "unsubscribed\tgold",
            ])
        #expect(plan.summary.changed == 2)
        #expect(plan.summary.groups.first { $0.kind == .createContact }?.count == 1)
        #expect(try store.digest() == before)
        #expect(!exists("rejected"))
    }

    @Test func aRunDoesWhatAnImportOfTheFileDoes() throws {
        _ = try temporary.write(Self.file, "in.csv")
        let other = try TemporaryWorkspace()
        var options = ImportOptions()
        options.columns = ["email": "E-mail"]
        options.lists = ["All"]
        options.errorsFolder = other.workspace.rejectedPath
        let report = try ContactImporter(store: other.workspace.store, options: options, clock: LogicalClock(now: other.now))
            .run(temporary.workspace.path + "/in.csv", startedAt: other.now)
        try temporary.run(Self.call + Self.counters)
        #expect(try store.digest() == other.workspace.store.digest())
        #expect(
            temporary.printed.first?.hasPrefix("1\tfinished\t\(report.rows)\t\(report.created)\t\(report.updated)\t\(report.unchanged)\t2")
                == true)
        let written = try String(contentsOfFile: temporary.workspace.path + "/rejected/in-19980701T000000Z-1.csv", encoding: .utf8)
        let expected = try String(contentsOfFile: #require(report.errorsFile), encoding: .utf8)
        #expect(written == expected)
    }

    /// Any file: the staged import and the command line's come to the same.
    @Test(arguments: 0..<12)
    func stagedIsImported(round: Int) throws {
        let base = ProcessInfo.processInfo.environment["LUNATION_SEED"].flatMap(UInt64.init) ?? .random(in: 0 ... .max)
        let seed = base &+ UInt64(round)
        print("staged imports, round \(round): LUNATION_SEED=\(seed)")
        var random = SplitMix64(seed: seed)
        let other = try TemporaryWorkspace()
        for (number, policy) in [ImportOptions.Existing.merge, .replace, .keep].shuffled(using: &random).enumerated() {
            var text = "email,plan,score,visits,joined,vip,status,lists\n"
            for _ in 0..<Int.random(in: 1...60, using: &random) {
                func one(_ values: [String]) -> String { values.randomElement(using: &random) ?? "" }
                let name = one(["ann", "bob", "cyd", "dee", "eve", "n1", "n2", "n3", "n4", "n5", "bad address"])
                let domain = name == "cyd" ? "example.org" : name == "dee" ? "mail.example.com" : "example.com"
                text += "\(name)@\(domain),\(one(["", "\"\"", "free", "pro"])),\(one(["", "1.5", "2"])),\(one(["", "3", "x", "10"])),"
                text +=
                    "\(one(["", "1997-01-01"])),\(one(["", "true", "no"])),\(one(["", "", "subscribed", "unsubscribed"])),\(one(["", "News", "VIP;L2"]))\n"
            }
            let path = try temporary.write(text, "in\(number).csv")
            var options = ImportOptions()
            options.existing = policy
            options.errorsFolder = other.workspace.rejectedPath
            let report = try ContactImporter(store: other.workspace.store, options: options, clock: LogicalClock(now: other.now))
                .run(path, startedAt: other.now)
            try temporary.run("local r = import.csv('in\(number).csv', { existing = '\(policy)' }) print(r.rows, r.created, r.rejected)")
            #expect(try store.digest() == other.workspace.store.digest(), "seed \(seed), \(policy)\n\(text)")
            #expect(temporary.printed.last == "\(report.rows)\t\(report.created)\t\(report.rejected)", "seed \(seed)")
        }
    }

    @Test func whatIsStagedBeforeIsSeen() throws {
        _ = try temporary.write("email,plan,lists\nann@example.com,free,VIP\nnew@example.com,gold,VIP\ndee@mail.example.com,x,\n", "in.csv")
        let plan = try temporary.plan(
            """
            contact.get('ann@example.com').fields.plan = 'staged'
            contact.create { email = 'new@example.com', fields = { plan = 'mine' } }
            contact.get('dee@mail.example.com'):delete()
            local r = import.csv 'in.csv'
            print(r.created, r.updated, r.unchanged, r.rejected)
            print(contact.get('ann@example.com').fields.plan, contact.get('new@example.com').fields.plan)
            """)
        #expect(temporary.printed == ["0\t2\t0\t1", "free\tgold"])
        #expect(plan.summary.groups.contains { $0.kind == .field && $0.count == 1 }, "back at where it began, ann's plan is no change")
        #expect(try temporary.run("import.csv 'in.csv'").record.status == .committed)
    }

    @Test func aLoopGoesOnThroughIt() throws {
        _ = try temporary.write("email,plan\nann@example.com,gold\nbob@example.com,gold\n", "in.csv")
        try temporary.plan(
            """
            local seen = {}
            for c in contact.all():each() do
              local before = c.fields.plan
              if #seen == 0 then import.csv 'in.csv' end
              seen[#seen + 1] = tostring(before) .. '>' .. tostring(c.fields.plan)
            end
            print(table.concat(seen, ' '))
            """)
        #expect(temporary.printed == ["free>gold gold>gold nil>nil PRO>PRO größe>größe"])
    }

    @Test func consentRisesOnlyWhereTheJobSaysSo() throws {
        try temporary.run("contact.get('ann@example.com'):unsubscribe()")
        _ = try temporary.write("email,status\nann@example.com,subscribed\n", "in.csv")
        let script =
            "local r = import.csv 'in.csv' print(r.updated, r.unchanged, r.kept_unsubscribed, contact.get('ann@example.com').status)"
        try temporary.plan(script)
        try temporary.plan("job { allow = { 'resubscribe' } } " + script)
        #expect(temporary.printed == ["0\t1\t1\tunsubscribed", "1\t0\t0\tsubscribed"])
    }

    @Test func aGuardJudgesIt() throws {
        _ = try temporary.write("email\n" + (0..<300).map { "n\($0)@example.com\n" }.joined(), "in.csv")
        try temporary.run("import.csv 'in.csv'")
        let outcome = try temporary.run(
            "job { guard = { creates = 1 } } import.contacts { { email = 'x@example.com' }, { email = 'y@example.com' } }")
        guard case .refused = outcome else {
            Issue.record("the guard let it pass")
            return
        }
        #expect(try store.snapshot(clock: LogicalClock(now: temporary.now)).contactCount() == 305)
    }

    @Test func aSavedPlanHoldsIt() throws {
        _ = try temporary.write(Self.file, "in.csv")
        let path = temporary.workspace.path + "/plan.json"
        _ = try temporary.runner().plan(temporary.script(Self.call), savingTo: path)
        _ = try PlanApplier(workspace: temporary.workspace).apply(path)
        let other = try TemporaryWorkspace()
        _ = try other.write(Self.file, "in.csv")
        try other.run(Self.call)
        #expect(try store.digest() == other.workspace.store.digest())
    }

    @Test func contactsOfATable() throws {
        try temporary.run(
            """
            local news = list.get 'News'
            local r = import.contacts {
              { email = 'ann@example.com', fields = { plan = 'gold', visits = 4.0 }, lists_included = { 'VIP' }, lists_excluded = { news } },
              { email = 'New@Example.com', fields = { joined = '1998-01-01', vip = true }, lists_included = { 1 } },
              { email = 'bob@example.com' },
              { email = 'nobody' },
              { fields = {} },
              'x',
              { email = 'a@b.com', fields = { plam = 'x' } },
              { email = 'a@b.com', fields = { visits = 'x' } },
              { email = 'a@b.com', lists_included = { 'Nws' } },
              { email = 'a@b.com', list = { 'News' } },
            }
            print(r.id, r.status, r.rows, r.created, r.updated, r.unchanged, r.rejected, r.over_limit)
            for _, e in ipairs(r.errors) do print(e.index, e.reason) end
            """)
        #expect(
            temporary.printed == [
                "1\tfinished\t10\t1\t1\t1\t7\t0", "4\temail is invalid (no @ sign)", "5\temail can't be blank",
                "6\tcontact must be a table, not a string", "7\tfields contains no field 'plam' (did you mean 'plan'?)",
                "8\tvisits is invalid (integer expected, got text)", "9\tlists_included contains no list 'Nws' (did you mean 'News'?)",
                "10\tcontact has no 'list'",
            ])
        #expect(try temporary.names("contact.lists:has 'VIP'") == "ann bob eve")
        #expect(try temporary.names("contact.lists:has 'News'") == "bob new")
        #expect(try temporary.names("contact.fields.plan:eq 'gold' & contact.fields.visits:eq(4)") == "ann")
    }

    @Test func moreThanTheAPITakes() throws {
        try temporary.plan(
            """
            local contacts = {}
            for i = 1, 50003 do contacts[i] = { email = 'u' .. i .. '@example.com', fields = { visits = i } } end
            local r = import.contacts(contacts)
            print(r.rows, r.created, r.over_limit, contact.all():count())
            """)
        #expect(temporary.printed == ["50000\t50000\t3\t50005"])
    }

    @Test(arguments: [
        ("import.csv 'gone.csv'", "no file 'gone.csv' in the workspace"),
        ("import.csv 'peopel.csv'", "no file 'peopel.csv' in the workspace (did you mean 'people.csv'?)"),
        ("import.csv '../people.csv'", "'../people.csv' leads out of the workspace; name files from its folder, as in \"out/idle.csv\""),
        ("import.csv '/etc/passwd'", "'/etc/passwd' leads out of the workspace; name files from its folder, as in \"out/idle.csv\""),
        ("import.csv 'link.csv'", "'link.csv' leads out of the workspace, by a link"),
        (
            "import.csv('people.csv', { existing = 'merg' })",
            "option 'existing' is \"merge\", \"keep\" or \"replace\", not \"merg\" (did you mean 'merge'?)"
        ),
        ("import.csv('people.csv', { on_error = 1 })", "option 'on_error' is \"reject_row\" or \"abort\", not a number"),
        (
            "import.csv('people.csv', { exsting = 'merge' })",
            "no option 'exsting' (did you mean 'existing'?); there are map, ignore, lists, existing, on_error"
        ),
        ("import.csv('people.csv', { 'merge' })", "options have names, as in { existing = \"keep\" }"),
        (
            "import.csv('people.csv', { map = { 'plan' } })",
            "option 'map' is a table of names and columns, as in map = { plan = \"Plan name\" }"
        ),
        ("import.csv('people.csv', { map = { plan = 'Pln' } })", "people.csv has no column 'Pln', which map gives to 'plan'"),
        ("import.csv('people.csv', { lists = { 99 } })", "no list with id 99"),
        (
            "import.csv 'odd.csv'",
            "odd.csv has no field for column 'plam' (did you mean 'plan'?); make it with field.ensure, or name it in map or ignore"
        ),
        ("import.csv('odd.csv', { ignore = { 'plam' }, on_error = 'abort' })", "odd.csv:3: email is invalid (no @ sign)"),
        ("import.csv 'mail.csv'", "mail.csv has no column 'email' (it has mail); name it with map = { email = \"COLUMN\" }"),
        (
            "import.contacts { email = 'x@example.com' }",
            "import.contacts takes a list of contacts: import.contacts { { email = … }, { email = … } }"
        ),
        ("import.contacts 'x'", "bad argument #1 to 'contacts' (table expected, got string)"),
    ])
    func mistakes(call: String, message: String) throws {
        _ = try temporary.write("email,plam\nx@example.com,1\nnobody,2\n", "odd.csv")
        _ = try temporary.write("mail\nx@example.com\n", "mail.csv")
        try FileManager.default.createSymbolicLink(atPath: temporary.workspace.path + "/link.csv", withDestinationPath: "/etc/passwd")
        #expect(try temporary.message("\n" + call) == "test.lua:2: \(message)")
    }
}
