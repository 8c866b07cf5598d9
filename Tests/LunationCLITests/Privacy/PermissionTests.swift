import Testing

/// Whatever the program makes is its owner's alone, whatever the umask.
@Suite struct PermissionTests {
    @Test(arguments: ["000", "022", "077"])
    func filesAndFoldersAreTheOwnersAlone(umask: String) throws {
        let folder = try Folder()
        try folder.write("email,plan,day\nann@example.com,free,2026-01-01\nnobody,x,x\nbob@example.com,pro,2026-01-02\n", to: "in.csv")
        try folder.write("email,at\nann@example.com,2026-01-01\nnobody,x\n", to: "events.csv")
        try folder.write("email\nann@example.com\nnobody\n", to: "blocked.csv")
        try folder.write("print(1)\n", to: "lines.lua")
        let commands = [
            "init", "import in.csv --create-fields", "events import events.csv --name Buy", "suppressions import blocked.csv",
            "plan --eval \"contact.all():update { plan = 'x' }\" --out shop/plan.json --guard changes=100%",
            "apply shop/plan.json --guard changes=100%", "undo 4",
            "export shop/all.csv.gz", "export shop/all.jsonl", "stubs", "check", "repl < lines.lua",
        ]
        let script = """
            umask \(umask)
            l() { "$LUNATION" "$@" --workspace shop >/dev/null 2>>errors.txt || echo "failed: $*"; }
            \(commands.map { "l " + $0 }.joined(separator: "\n"))
            cp in.csv shop/again.csv
            l run --eval "export.csv(contact.all(), 'out/deep/one.csv.gz') import.csv('again.csv')" --guard changes=100%
            printf 'test("t", function(t) t.contact { email = "a@b.example" } end)' > shop/tests/a_test.lua
            l test --junit shop/report.xml
            l run --eval "contact.get('bob@example.com'):erase()" --guard deletes=100%
            l plan --eval "contact.all():update { plan = 'y' }" --out shop/later.json --guard changes=100%
            # What the user has made is the user's.
            rm shop/again.csv shop/tests/a_test.lua
            find shop -perm /077
            find shop -type f | sort | tr '\\n' ' '
            """
        let outcome = try Program.shell(script, in: folder)
        let lines = outcome.output.split(separator: "\n")
        let errors = try folder.text("errors.txt")
        #expect(lines.count == 1, "\(outcome) \(errors)")
        for name in [
            "contacts.db", "lunation.yml", "later.json", "all.csv.gz.manifest.json", "out/deep/one.csv.gz", "report.xml", "rejected/",
        ] {
            #expect(outcome.output.contains("shop/" + name), "\(name) is not there: \(outcome)")
        }
    }

    @Test func secretsThatOthersCanReadAreRefused() throws {
        let shop = try Shop()
        for mode in ["644", "640", "604", "620"] {
            _ = try Program.shell("printf 'token: abcdef' > shop/secrets.yml; chmod \(mode) shop/secrets.yml", in: shop.folder)
            let outcome = try shop("run", "--eval", "print(1)")
            #expect(outcome.status == 6 && outcome.errors.contains("chmod 600"), "\(mode): \(outcome)")
        }
        _ = try Program.shell("chmod 600 shop/secrets.yml", in: shop.folder)
        #expect(try shop("run", "--eval", "print(secret.token)").errors == "[secret token]\n")
    }

    @Test func linksAreNotWrittenThrough() throws {
        let shop = try Shop(["ann@example.com": "free"])
        try shop.folder.write("mine\n", to: "outside.txt")
        _ = try Program.shell("ln -s ../outside.txt shop/out.csv; ln -s .. shop/up; ln -s /nowhere/x.csv shop/gone.csv", in: shop.folder)
        for name in ["out.csv", "up/x.csv", "gone.csv", "../x.csv", "/tmp/x.csv", "a/../../x.csv"] {
            let outcome = try shop("run", "--eval", "export.csv(contact.all(), '\(name)')")
            #expect(outcome.status == 1, "\(name): \(outcome)")
        }
        #expect(try shop.folder.text("outside.txt") == "mine\n")
        for name in ["up/start.csv", "../start.csv", "out.csv", "/etc/passwd"] {
            #expect(try shop("run", "--eval", "import.csv('\(name)')").status == 1, "\(name)")
        }
        // What an import refuses goes into no file that somebody else has put there as a link.
        _ = try Program.shell(
            "mkdir -p shop/rejected; for n in 1 2 3 4 5 6 7 8 9; do ln -s ../../outside.txt shop/rejected/import-$n.csv; done",
            in: shop.folder)
        try shop.folder.write("email\nnobody\n", to: "bad.csv")
        _ = try shop("import", "bad.csv")
        #expect(try shop.folder.text("outside.txt") == "mine\n")
    }
}
