import Formats
import Testing

/// Several processes at once on one workspace.
@Suite struct ConcurrencyTests {
    @Test func runsOnDifferentContactsAllCommit() throws {
        let shop = try Shop()
        try shop.folder.write("email,plan\n" + (1...16).map { "c\($0)@example.com,free\n" }.joined(), to: "start.csv")
        try shop.succeed("import", "start.csv", "--create-fields")
        let children = try (1...8).map { try shop.start("run", "--eval", "contact.get('c\($0)@example.com').fields.plan = 'p\($0)'") }
        for child in children {
            let outcome = try child.end()
            #expect(outcome.status == 0, "\(outcome)")
            #expect(!(outcome.output + outcome.errors).contains("locked"))
            #expect(outcome.errors == "")
        }
        for number in 1...16 {
            #expect(try shop.contact("c\(number)@example.com")["fields"]?["plan"] == .string(number <= 8 ? "p\(number)" : "free"))
        }
        let runs = try shop("runs", "--json").json().arrayValue?.compactMap { $0["run"]?.integerValue }
        #expect(runs == [9, 8, 7, 6, 5, 4, 3, 2, 1])
    }

    @Test func runsOnOneContactCommitOneAfterTheOtherOrSayWhy() throws {
        let shop = try Shop(["ann@example.com": "free"])
        let children = try (1...4).map { try shop.start("run", "--eval", "contact.get('ann@example.com').fields.plan = 'p\($0)'") }
        var committed = 0
        for outcome in try children.map({ try $0.end() }) {
            #expect(outcome.status == 0 || outcome.status == 4, "\(outcome)")
            #expect(!(outcome.output + outcome.errors).contains("locked"))
            if outcome.status == 0 { committed += 1 }
        }
        #expect(committed > 0)
        #expect(try shop("runs", "--json").json().arrayValue?.count { $0["status"] == "committed" } == committed)
    }

    @Test func readersSeeOneStateWhileAnImportWrites() throws {
        let shop = try Shop(["ann@example.com": "free"])
        try shop.folder.write("email,plan\n" + (0..<20_000).map { "user\($0)@example.com,pro\n" }.joined(), to: "many.csv")
        let writer = try shop.start("import", "many.csv")
        var counts: Set<Int> = []
        for _ in 1...5 { counts.insert(try shop.count("contact.all()")) }
        let outcome = try writer.end()
        #expect(outcome.status == 0, "\(outcome)")
        #expect(counts.isSubset(of: [1, 20_001]), "\(counts)")
        #expect(try shop.count("contact.all()") == 20_001)
    }

    @Test func oneWorkspaceIsMadeOnce() throws {
        let folder = try Folder()
        let children = try (1...4).map { _ in try Program.start(["init", "--workspace", "crm"], in: folder) }
        let outcomes = try children.map { try $0.end() }
        #expect(outcomes.count { $0.status == 0 } == 1, "\(outcomes)")
        #expect(outcomes.allSatisfy { $0.status == 0 || $0.status == 6 })
        #expect(try Program.run(["digest", "--workspace", "crm"], in: folder).status == 0)
    }
}
