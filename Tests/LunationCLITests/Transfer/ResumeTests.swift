import Formats
import Glibc
import Testing

/// Imports that are killed: what is committed stays, and the next one goes on behind it.
@Suite struct ResumeTests {
    private static let rowCount = 30_000

    /// A shop with some of the contacts, and a file that creates, changes, rejects and repeats.
    private func shop() throws -> Shop {
        let shop = try Shop()
        let old = (0..<500).map { "user\($0 * 7)@example.com,old,\($0)\n" }.joined()
        try shop.folder.write("email,plan,score\n" + old, to: "old.csv")
        try shop.succeed("import", "old.csv", "--create-fields")
        return shop
    }

    private func rows(_ line: (_ email: String, _ plan: String, _ score: String, _ lists: [String]) -> String) -> String {
        (0..<Self.rowCount).map { row in
            let email = row % 97 == 0 ? "no address \(row)" : "user\(row % 29_000)@example.com"
            return line(
                email, row % 5 == 0 ? "" : "plan, \"\(row % 11)\"", row % 131 == 0 ? "x" : "\(row)", row % 3 == 0 ? ["A", "B;C"] : [])
        }.joined()
    }

    private func write(_ name: String, to shop: Shop) throws {
        let quote = { (text: String) in "\"" + text.replacing("\"", with: "\"\"") + "\"" }
        let plain = name.hasSuffix(".gz") ? String(name.dropLast(3)) : name
        if plain.hasSuffix(".csv") {
            let text = rows { "\($0),\(quote($1)),\($2),\(quote($3.map { $0.replacing(";", with: "\\;") }.joined(separator: ";")))\n" }
            try shop.folder.write("email,plan,score,lists\n" + text, to: plain)
        } else {
            try shop.folder.write(
                rows { email, plan, score, lists in
                    let object: JSONValue = [
                        "email": .string(email), "plan": .string(plan), "fields": ["score": .string(score)],
                        "lists": .array(lists.map { .string($0) }),
                    ]
                    return object.description + "\n"
                }, to: plain)
        }
        if plain != name { #expect(try Program.shell("gzip \(plain)", in: shop.folder).status == 0) }
    }

    private func counters(_ outcome: Outcome) throws -> [JSONValue?] {
        let report = try outcome.json()
        return ["status", "rows", "created", "updated", "unchanged", "rejected"].map { report[$0] }
    }

    @Test(arguments: ["in.csv", "in.csv.gz", "in.jsonl", "in.jsonl.gz"])
    func killedAtAnyPoint(file: String) throws {
        var random = SystemSeed.generator(named: "kills of \(file)")
        let calm = try shop()
        try write(file, to: calm)
        let expected = try calm("import", file, "--batch", "500", "--json")
        try #require(expected.status == 0, "\(expected)")

        var shop = try shop()
        try write(file, to: shop)
        var kills = 0
        var last: Outcome?
        while last == nil {
            let child = try shop.start("import", file, "--batch", "500", "--json")
            if kills < 6 {
                usleep(UInt32.random(in: 20_000...300_000, using: &random))
                kill(child.process, SIGKILL)
            }
            let outcome = try child.end()
            if outcome.status == 0 { last = outcome } else { #expect(outcome.status == 128 + SIGKILL, "\(outcome)") }
            kills += 1
            // Killed behind its last commit it has ended, and another import would be one of its own: from the start, then.
            if last == nil, try shop("runs", "--json").json().arrayValue?.first?["status"] == "finished",
                try shop("runs", "--json").json().arrayValue?.count == 2
            {
                shop = try self.shop()
                try write(file, to: shop)
            }
        }
        let outcome = try #require(last)
        #expect(try counters(outcome) == counters(expected))
        #expect(try shop.digest() == calm.digest())
        let errors = try #require(try expected.json()["errors_file"]?.stringValue)
        #expect(try outcome.json()["errors_file"]?.stringValue == errors)
        #expect(try shop.folder.bytes(errors) == calm.folder.bytes(errors))
        #expect(try shop("runs", "--json").json().arrayValue?.count == 2, "all attempts are one run")
        try shop.succeed("undo", "2")
        try calm.succeed("undo", "2")
        #expect(try shop.digest() == calm.digest())
        #expect(try shop.count("contact.all()") == 500)
    }

    /// An import that has been killed in its middle.
    private func interrupted(_ options: String...) throws -> Shop {
        let shop = try shop()
        try write("in.csv", to: shop)
        while true {
            let child = try Program.start(
                ["import", "in.csv", "--batch", "100", "--workspace", "shop", "--now", shop.now] + options, in: shop.folder)
            while !isOver(child.process), try shop("runs", "--json").json().arrayValue?.count == 1 {}
            kill(child.process, SIGKILL)
            _ = try child.end()
            let last = try shop("runs", "--json").json().arrayValue?.first
            if last?["status"] == "started" { return shop }
            try shop.succeed("undo", "2")
        }
    }

    private func isOver(_ process: pid_t) -> Bool {
        var information = siginfo_t()
        return waitid(P_PID, id_t(process), &information, WEXITED | WNOHANG | WNOWAIT) == 0 && information.si_signo == SIGCHLD
    }

    /// What an import has left that was killed before its first commit is nobody's once another run has its number.
    @Test func rejectedRowsOfNoImportGo() throws {
        let shop = try shop()
        try shop.succeed("run", "--eval", "contact.all():update { plan = 'x' }", "--guard", "changes=100%")
        try shop.folder.write("email\nnobody\n", to: "bad.csv")
        try shop.succeed("import", "bad.csv")
        for name in ["import-2.csv", "import-5.csv", "import-2.csv.bak", "import-x.csv"] {
            try shop.folder.write("x", to: "shop/rejected/\(name)")
        }
        try shop.succeed("import", "bad.csv", "--on-error", "reject_row", "--existing", "keep")
        let kept = ["import-2.csv.bak", "import-3.csv", "import-4.csv", "import-5.csv", "import-x.csv"]
        #expect(try shop.folder.names("shop/rejected") == kept, "later numbers belong to a store that was restored from a backup")
    }

    @Test func theReportSaysWhereItWentOn() throws {
        let shop = try interrupted()
        let outcome = try shop("import", "--resume", "2")
        #expect(outcome.status == 0, "\(outcome)")
        #expect(outcome.lines.contains { $0.hasPrefix("resumed at row ") && $0.hasSuffix("; what was imported before is counted above") })
        #expect(try shop("import", "in.csv", "--json").json()["run"] == 3, "a finished import is not gone on with")
        let again = try shop("import", "--resume", "2")
        #expect(again.status == 2)
        #expect(again.errors == "error: run 2 cannot be resumed: it has finished\n")
    }

    @Test func theOptionsArePartOfIt() throws {
        let shop = try interrupted("--list", "Late", "--existing", "keep")
        #expect(try shop("import", "in.csv", "--json").json()["resumed_at"] == .null, "other options, another import")
        try shop.succeed("undo", "3")
        let resumed = try shop("import", "--resume", "2", "--json").json()
        #expect(resumed["run"] == 2)
        #expect(resumed["resumed_at"] != .null)
        #expect(try shop.count("contact.lists:has 'Late'") == shop.count("contact.lists:has 'Late' | contact.fields.plan:is_missing()"))
        #expect(try shop.count("contact.fields.plan:eq 'old'") == 500)
    }

    @Test func aChangedFileIsRefused() throws {
        let shop = try interrupted()
        let before = try shop.digest()
        let text = try shop.folder.text("in.csv")
        try shop.folder.write(text.replacing("user28999@", with: "user28998@"), to: "in.csv")
        let outcome = try shop("import", "in.csv", "--resume", "2")
        #expect(outcome.status == 6)
        #expect(outcome.errors.hasPrefix("error: in.csv is not the file that run 2 was importing: it has changed since."), "\(outcome)")
        #expect(try shop.digest() == before)
        try shop.folder.write(text, to: "moved.csv")
        #expect(try shop("import", "moved.csv", "--resume", "2").status == 0, "the same bytes under another name are the same file")
    }

    @Test func itCanBeginAnew() throws {
        let shop = try interrupted()
        let outcome = try shop("import", "in.csv", "--restart", "--json").json()
        #expect(outcome["run"] == 3)
        #expect(outcome["resumed_at"] == .null)
        #expect(outcome["rows"] == .integer(Int64(Self.rowCount)))
        #expect(try shop("runs", "--json").json().arrayValue?.map { $0["status"] } == ["finished", "failed", "finished"])
        try shop.succeed("undo", "3")
        #expect(try shop.count("contact.all()") > 500, "what the first attempt had committed is its own")
    }

    @Test func anUndoneImportIsNotGoneOnWith() throws {
        let shop = try interrupted()
        try shop.succeed("undo", "2")
        let outcome = try shop("import", "--resume", "2")
        #expect(outcome.errors == "error: run 2 cannot be resumed: run 3 has undone it\n")
        #expect(try shop("import", "in.csv", "--json").json()["resumed_at"] == .null)
    }

    @Test func whatCannotBeResumed() throws {
        let shop = try Shop(["ann@example.com": "free"])
        try shop.succeed("run", "--eval", "contact.all():update { plan = 'x' }")
        for (arguments, message) in [
            (["--resume", "9"], "error: no run 9; 'lunation runs' lists them\n"),
            (["--resume", "2"], "error: run 2 cannot be resumed: it is no import of contacts\n"),
            (["--resume", "1"], "error: run 1 cannot be resumed: it has finished\n"),
        ] {
            let outcome = try Program.run(["import", "--workspace", "shop"] + arguments, in: shop.folder)
            #expect(outcome.status == 2, "\(outcome)")
            #expect(outcome.errors == message)
        }
        let both = try shop("import", "start.csv", "--resume", "1", "--restart")
        #expect(both.status == 2)
        #expect(both.errors.contains("--resume goes on and --restart begins anew: give one of them."))
    }
}
