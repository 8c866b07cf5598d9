import Formats
import Testing

/// Exit code 6: the workspace, its store or a file cannot be used.
@Suite struct UnusableTests {
    private static let commands = [
        ["digest"], ["contacts", "--count"], ["lists"], ["fields"], ["segments"], ["suppressions"], ["runs"], ["show", "1"], ["undo", "1"],
        ["run", "--eval", "x = 1"],
        ["plan", "--eval", "x = 1"], ["export", "out.csv"], ["import", "start.csv"], ["events", "import", "log.csv", "--name", "E"],
        ["jobs"], ["next", "sunset"], ["why", "sunset", "03:00"], ["enqueue", "scripts/x.lua"], ["trigger", "sunset"], ["retry", "1"],
        ["cancel", "1"], ["pause", "sunset"], ["resume", "sunset"], ["logs", "1"],
    ]

    private let shop: Shop

    init() throws {
        shop = try Shop(["ann@example.com": "free"])
        try shop.folder.write("email,at\nann@example.com,2026-01-01\n", to: "log.csv")
    }

    /// Every command must say the same of an unusable store, and change nothing about it.
    private func expectUnusable(_ message: String, _ commands: [[String]] = commands) throws {
        let store = try shop.folder.bytes("shop/contacts.db")
        for command in commands {
            let outcome = try Program.run(command + ["--workspace", "shop"], in: shop.folder)
            #expect(outcome.status == 6, "\(command): \(outcome)")
            #expect(outcome.errors == "error: \(message)\n", "\(command)")
            #expect(outcome.output == "")
        }
        #expect(try shop.folder.bytes("shop/contacts.db") == store)
        #expect(!shop.folder.exists("out.csv"))
    }

    @Test func noWorkspace() throws {
        let folder = try Folder()
        for command in Self.commands {
            let outcome = try Program.run(command, in: folder)
            #expect(outcome.status == 6, "\(command)")
            #expect(
                outcome.errors == "error: no workspace in .; create one with 'lunation init' or name one with --workspace\n", "\(command)")
        }
        #expect(try folder.names() == [])
    }

    @Test func aStoreOfANewerVersion() throws {
        // The format stands in SQLite's user_version: four bytes, big end first, at byte 60 of the file's header.
        var store = try shop.folder.bytes("shop/contacts.db")
        store.replaceSubrange(60..<64, with: [0, 0, 0, 99])
        try shop.folder.write(store, to: "shop/contacts.db")
        try expectUnusable(
            "shop/contacts.db was made by a newer Lunation (format 99, this one knows 4); install that version to use it")
    }

    @Test func aStoreThatIsNoDatabase() throws {
        try shop.folder.write(String(repeating: "Dear diary. ", count: 1_000), to: "shop/contacts.db")
        try expectUnusable("shop/contacts.db is not a Lunation store")
    }

    @Test func aStoreThatIsAnotherProgramsDatabase() throws {
        // A table of another's, and no format of Lunation's.
        var store = try shop.folder.bytes("shop/contacts.db")
        store.replaceSubrange(60..<64, with: [0, 0, 0, 0])
        try shop.folder.write(store, to: "shop/contacts.db")
        try expectUnusable("shop/contacts.db is not a Lunation store")
    }

    @Test func aStoreThatIsGone() throws {
        let removed = try Program.shell("rm shop/contacts.db", in: shop.folder)
        #expect(removed.status == 0)
        let outcome = try shop("digest")
        #expect(outcome.status == 6)
        #expect(outcome.errors == "error: no store at shop/contacts.db; create a workspace with 'lunation init'\n")
        #expect(!shop.folder.exists("shop/contacts.db"))
    }

    @Test func aStoreThatWasEmptied() throws {
        try shop.folder.write("", to: "shop/contacts.db")
        let outcome = try shop("digest")
        #expect(outcome.status == 6, "a workspace whose contacts are lost must not look like one without contacts: \(outcome)")
    }

    @Test func aDamagedStore() throws {
        var store = try shop.folder.bytes("shop/contacts.db")
        // All but the first page, which says what the tables are.
        store.replaceSubrange(4_096..., with: repeatElement(0xaa, count: store.count - 4_096))
        try shop.folder.write(store, to: "shop/contacts.db")
        let outcome = try shop("digest")
        #expect(outcome.status == 6)
        #expect(outcome.errors.hasPrefix("error: shop/contacts.db is damaged ("), "\(outcome)")
    }

    @Test(arguments: [
        ("guards: {}\n", "1: unknown setting 'guards' (did you mean 'guard'?)"),
        ("guard:\n  changes: most\n", "2: guard.changes must be a number or a share such as 5%"),
        ("timezone: Mars/Olympus\n", "1: timezone 'Mars/Olympus' is not an IANA time zone, such as Europe/Berlin"),
        ("limits:\n  memory: lots\n", "2: limits.memory must be a size such as 64MB"),
    ])
    func wrongSettings(settings: String, message: String) throws {
        try shop.folder.write(settings, to: "shop/lunation.yml")
        try expectUnusable("shop/lunation.yml:\(message)")
    }

    @Test(arguments: ["run", "plan"])
    func aMissingScript(command: String) throws {
        let outcome = try shop(command, "gone.lua")
        #expect(outcome.status == 6)
        #expect(outcome.errors == "error: cannot read gone.lua: No such file or directory\n")
        #expect(try shop("runs", "--json").json().arrayValue?.count == 1)
    }

    @Test func aPlanThatIsNone() throws {
        let outcome = try shop("apply", "start.csv")
        #expect(outcome.status == 6)
        #expect(outcome.errors.hasPrefix("error: start.csv is not a plan that 'lunation plan --out' wrote ("))
        let missing = try shop("apply", "gone.json")
        #expect(missing.status == 6)
        #expect(missing.errors == "error: cannot read gone.json: No such file or directory\n")
    }

    @Test func initLeavesAWorkspaceAlone() throws {
        let before = try shop.digest()
        let outcome = try Program.run(["init", "--workspace", "shop"], in: shop.folder)
        #expect(outcome.status == 6)
        #expect(outcome.errors == "error: shop is a workspace already\n")
        #expect(try shop.digest() == before)
    }

    @Test func initEndsWhatAnEarlierOneHasBegun() throws {
        let folder = try Folder()
        // What a creation leaves that was killed after the store's file was made.
        #expect(try Program.shell("mkdir -p crm/scripts crm/lib && : > crm/contacts.db", in: folder).status == 0)
        let outcome = try Program.run(["init", "--workspace", "crm"], in: folder)
        #expect(outcome.status == 0, "\(outcome)")
        #expect(try Program.run(["digest", "--workspace", "crm"], in: folder).status == 0)
    }

    @Test func initWhereNoFolderCanBe() throws {
        let outcome = try Program.run(["init", "--workspace", "start.csv"], in: shop.folder)
        #expect(outcome.status == 6)
        #expect(outcome.errors.hasPrefix("error: cannot write start.csv"))
    }
}
