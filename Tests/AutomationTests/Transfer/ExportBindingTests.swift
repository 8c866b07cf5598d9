import Automation
import ContactStore
import Contacts
import Foundation
import Testing

/// `export` in scripts: files that appear with the commit.
struct ExportBindingTests {
    private let temporary: TemporaryWorkspace

    init() throws {
        temporary = try TemporaryWorkspace()
    }

    private func text(_ name: String) -> String? { try? String(contentsOfFile: temporary.workspace.path + "/" + name, encoding: .utf8) }

    private var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: temporary.workspace.path).sorted() }
    }

    private static let script = """
        contact.get('ann@example.com').fields.plan = 'gold'
        local vip = contact.where(contact.fields.vip:is_true())
        local r = export.csv(vip:order_by('email', 'desc'), 'out/vip.csv', { columns = { 'email', 'plan', 'lists' } })
        contact.get('ann@example.com').fields.plan = 'later'
        print(r.id, r.status, r.count, r.path)
        local s = export.jsonl(contact.email:eq 'cyd@example.org', 'out/cyd.jsonl', { columns = { 'email', 'plan' } })
        print(s.id, s.count)
        """

    @Test func aPlanCountsAndWritesNothing() throws {
        let before = try names
        try temporary.plan(Self.script)
        #expect(temporary.printed == ["1\tfinished\t2\tout/vip.csv", "2\t1"])
        #expect(try names == before)
    }

    @Test func aRunWritesTheFilesWithTheirManifests() throws {
        try temporary.run(Self.script)
        #expect(temporary.printed == ["1\tfinished\t2\tout/vip.csv", "2\t1"])
        #expect(
            text("out/vip.csv") == "email,plan,lists\ndee@mail.example.com,PRO,\nann@example.com,gold,News\n",
            "as it was staged at the call")
        #expect(text("out/cyd.jsonl") == "{\"email\":\"cyd@example.org\",\"plan\":null}\n")
        let manifest = try #require(text("out/vip.csv.manifest.json"))
        for part in [
            "\"format\": \"lunation-export-1\"", "\"file\": \"vip.csv\"", "\"rows\": 2", "\"origin\": \"test.lua:3\"",
            "\"rule\": \"fields.vip is true\"",
            "\"now\": \"1998-07-01T00:00:00.000Z\"", "\"program\": \"lunation 0.1.0\"",
        ] { #expect(manifest.contains(part), "\(part) in \(manifest)") }
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: temporary.workspace.path + "/out").sorted() == [
                "cyd.jsonl", "cyd.jsonl.manifest.json", "vip.csv", "vip.csv.manifest.json",
            ])
    }

    @Test func gzipIsByTheEnding() throws {
        try temporary.run("export.csv(contact.all(), 'all.csv.gz')")
        let bytes = try Data(contentsOf: URL(fileURLWithPath: temporary.workspace.path + "/all.csv.gz"))
        #expect([UInt8](bytes.prefix(2)) == [0x1f, 0x8b])
        let before = try temporary.workspace.store.digest()
        try temporary.run("local r = import.csv 'all.csv.gz' print(r.unchanged, r.created, r.updated)")
        #expect(temporary.printed == ["5\t0\t0"])
        #expect(try temporary.workspace.store.digest() == before)
    }

    @Test func aRunThatFailsOrIsRefusedLeavesNothing() throws {
        let before = try names
        #expect(throws: RunError.self) { try temporary.run("export.csv(contact.all(), 'new/all.csv') error 'no'") }
        #expect(try names == before)
        try temporary.run("for i = 1, 200 do contact.create { email = 'n' .. i .. '@example.com' } end")
        let outcome = try temporary.run(
            "job { guard = { changes = 1 } } export.csv(contact.all(), 'new/all.csv') contact.all():update { plan = 'x' }")
        guard case .refused = outcome else {
            Issue.record("the guard let it pass")
            return
        }
        #expect(try names == before)
    }

    @Test func anOlderFileStaysUntilTheCommit() throws {
        _ = try temporary.write("older", "all.csv")
        #expect(throws: RunError.self) { try temporary.run("export.csv(contact.all(), 'all.csv') error 'no'") }
        #expect(text("all.csv") == "older")
        try temporary.run("export.csv(contact.all():limit(1), 'all.csv', { columns = { 'email' } })")
        #expect(text("all.csv") == "email\nann@example.com\n")
    }

    @Test(arguments: [
        ("export.csv(contact.all(), 'contacts.db')", "'contacts.db': a file of export.csv ends in .csv or .csv.gz"),
        ("export.jsonl(contact.all(), 'all.csv')", "'all.csv': a file of export.jsonl ends in .jsonl or .jsonl.gz"),
        (
            "export.csv(contact.all(), '../all.csv')",
            "'../all.csv' leads out of the workspace; name files from its folder, as in \"out/idle.csv\""
        ),
        (
            "export.csv(contact.all(), 'a/../../all.csv')",
            "'a/../../all.csv' leads out of the workspace; name files from its folder, as in \"out/idle.csv\""
        ),
        ("export.csv(contact.all(), 'way/all.csv')", "'way/all.csv' leads out of the workspace, by a link"),
        ("export.csv(contact.all(), 'way/deep/all.csv')", "'way/deep/all.csv' leads out of the workspace, by a link"),
        ("export.csv(contact.all(), 'link.csv')", "'link.csv' is a link that leads nowhere"),
        ("export.csv(contact.all(), 'all.csv', { columns = { 'plam' } })", "no column 'plam' (did you mean 'plan'?)"),
        ("export.csv(contact.all(), 'all.csv', { columns = { 'plan', 'plan' } })", "column 'plan' is named twice"),
        ("export.csv(contact.all(), 'all.csv', { columns = {} })", "an export needs a column"),
        ("export.csv(contact.all(), 'all.csv', { column = { 'plan' } })", "no option 'column' (did you mean 'columns'?); there is columns"),
        ("export.csv(contact.all(), 'all.csv', { 'plan' })", "options have names, as in { columns = { \"email\" } }"),
        ("export.csv('all.csv')", "bad argument #1 to 'csv' (Expression expected, got string)"),
    ])
    func mistakes(call: String, message: String) throws {
        let path = temporary.workspace.path
        try FileManager.default.createSymbolicLink(atPath: path + "/way", withDestinationPath: "/tmp")
        try FileManager.default.createSymbolicLink(atPath: path + "/link.csv", withDestinationPath: "/nowhere/all.csv")
        #expect(try temporary.message("\n" + call) == "test.lua:2: \(message)")
    }
}
