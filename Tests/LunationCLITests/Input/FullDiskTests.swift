import Formats
import Testing

/// No room for a file in the middle of the work: a clear error, and the store as it was.
@Suite(.enabled(if: Sanitizer.allowsLimitsOnFiles)) struct FullDiskTests {
    let shop: Shop

    init() throws {
        shop = try Shop(["ann@example.com": "free", "bob@example.com": "free"])
        let contacts = (0..<20_000).map { "user\($0)@example.com,a somewhat long text, \($0)\n".replacing(", ", with: " ") }
        try shop.folder.write("email,plan\n" + contacts.joined(), to: "many.csv")
        let events = (0..<20_000).map { "ann@example.com,2026-01-01,\($0)\n" }
        try shop.folder.write("email,at,amount\n" + events.joined(), to: "log.csv")
    }

    private func expectUnharmed(_ outcome: Outcome, _ before: String) throws {
        #expect(outcome.status == 6, "\(outcome)")
        #expect(outcome.errors.hasPrefix("error: "), "\(outcome)")
        for words in ["shop/contacts.db", "disk", "full", "nothing was changed"] { #expect(outcome.errors.contains(words), "\(outcome)") }
        #expect(!outcome.errors.contains("cannot open"), "it was open: \(outcome)")
        #expect(outcome.output == "")
        #expect(try shop.digest() == before)
        #expect(try shop("runs", "--json").json().arrayValue?.count == 1)
        #expect(try shop.count("contact.events('Buy'):any()") == 0)
    }

    @Test func duringAnImport() throws {
        let before = try shop.digest()
        try expectUnharmed(try shop.onFullDisk(kilobytes: 400, "import", "many.csv"), before)
        try shop.succeed("import", "many.csv")
        #expect(try shop.count("contact.all()") == 20_002, "with room again, it goes on")
    }

    @Test func duringAnImportOfEvents() throws {
        try expectUnharmed(try shop.onFullDisk(kilobytes: 400, "events", "import", "log.csv", "--name", "Buy"), try shop.digest())
    }

    @Test func duringACommit() throws {
        let script = "for i = 1, 10000 do contact.create { email = 'q' .. i .. '@example.com', fields = { plan = ('p'):rep(40) } } end"
        try expectUnharmed(try shop.onFullDisk(kilobytes: 400, "run", "--eval", script), try shop.digest())
    }

    @Test func duringAnExport() throws {
        try shop.succeed("import", "many.csv")
        let outcome = try shop.onFullDisk(kilobytes: 100, "export", "out.csv")
        #expect(outcome.status == 6)
        #expect(outcome.errors.hasPrefix("error: cannot write out.csv: "), "\(outcome)")
        #expect(!(try shop.folder.names().contains { $0.hasPrefix("out.csv") }), "no half of a file is left")
    }

    @Test func duringTheErrorsFile() throws {
        let rows = (0..<20_000).map { "no address \($0) and some text behind it,x\n" }
        try shop.folder.write("email,plan\n" + rows.joined(), to: "bad.csv")
        let before = try shop.digest()
        let outcome = try shop.onFullDisk(kilobytes: 400, "import", "bad.csv")
        #expect(outcome.status == 6)
        #expect(outcome.errors.hasPrefix("error: cannot write shop/rejected/import-2.csv: "), "\(outcome)")
        #expect(try shop.digest() == before)
    }

    /// The limit of a shell's ulimit comes with a signal, which must not end the program without a word.
    @Test func aLimitOnTheSizeOfFiles() throws {
        let before = try shop.digest()
        let outcome = try Program.shell("ulimit -f 800; exec \"$LUNATION\" import many.csv --workspace shop", in: shop.folder)
        try expectUnharmed(outcome, before)
    }
}
