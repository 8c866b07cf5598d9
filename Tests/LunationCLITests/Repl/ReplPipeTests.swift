import Formats
import Testing

/// `lunation repl` where lines come from a pipe: answers alone, an end at the first error.
@Suite struct ReplPipeTests {
    let shop: Shop

    init() throws {
        shop = try Shop(["ann@example.com": "free", "bob@example.com": "pro"])
    }

    private func repl(_ lines: String, _ arguments: String...) throws -> Outcome {
        try shop.folder.write(lines, to: "lines")
        return try Program.run(
            ["repl", "--workspace", "shop", "--now", "2026-06-01"] + arguments, in: shop.folder, input: shop.folder["lines"])
    }

    @Test(arguments: [
        ("1 + 1", "2\n"), ("'text'", "text\n"), ("nil", "nil\n"), ("1, 'a', true", "1\na\ntrue\n"), ("x = 5", ""), ("0.5", "0.5\n"),
        ("{ 1, { a = 'x' }, plan = 'pro' }", "{ 1, { a = \"x\" }, plan = \"pro\" }\n"), ("print", "(function)\n"),
        ("for i = 1, 2 do\n  print(i)\nend", "1\n2\n"), ("x = {\n  1,\n  2\n}\n#x", "2\n"), ("-- a comment", ""), ("", ""),
        ("contact.fields.plan:eq 'pro'", "fields.plan is 'pro'\n"), ("time.today()", "2026-06-01\n"),
        ("contact.get 'nobody@example.com'", "nil\n"), ("contact.where(contact.fields.plan:eq 'x')", "no contacts\n"),
        (
            "contact.all()",
            "email            status      plan\nann@example.com  subscribed  free\nbob@example.com  subscribed  pro\n2 contacts\n"
        ),
        ("contact.all():limit(1)", "email            status      plan\nann@example.com  subscribed  free\n1 contact\n"),
        ("local y = 2\ny", "nil\n"), ("function f() return 3 end\nf()", "3\n"), ("1\nquit\n2", "1\n"), ("1\n:quit\n2", "1\n"),
    ])
    func aLineIsAnswered(lines: String, answer: String) throws {
        let outcome = try repl(lines)
        #expect(outcome.status == 0, "\(outcome)")
        #expect(outcome.output == answer)
        #expect(outcome.errors == "")
    }

    @Test func aContactIsATableOfItsProperties() throws {
        let outcome = try repl("contact.get 'ann@example.com'")
        #expect(outcome.lines[1...2] == ["email        ann@example.com", "status       subscribed"])
        #expect(outcome.lines.last == "fields.plan  free")
    }

    @Test func aLongQueryShowsItsFirst() throws {
        try shop.folder.write("email\n" + (1...30).map { "c\($0)@example.com\n" }.joined(), to: "more.csv")
        try shop.succeed("import", "more.csv")
        let outcome = try repl("contact.all()")
        #expect(outcome.lines.count == 22)
        #expect(outcome.lines.last == "the first 20 of 32 contacts")
    }

    @Test func nothingIsCommittedUnlessTold() throws {
        let before = try shop.digest()
        let outcome = try repl("contact.all():update { plan = 'team' }\nplan\n")
        #expect(outcome.status == 0)
        #expect(outcome.output.hasPrefix("2\nrepl: 2 of 2 contacts change (100.0 %)\n  2  set plan\n"), "\(outcome)")
        #expect(outcome.errors == "not committed: 2 set plan\n")
        #expect(try shop.digest() == before)
        #expect(try repl("contact.all():delete()\n:reset\nplan").output == "2\nrepl: nothing to change\n")
    }

    @Test func aCommitIsARunThatCanBeUndone() throws {
        let before = try shop.digest()
        let outcome = try repl("c = contact.get 'ann@example.com'\nc.fields.plan = 'pro'\n:commit yes\nc.fields.plan\nplan\n")
        #expect(outcome.status == 0, "\(outcome)")
        #expect(outcome.lines == ["run 2 committed: 1 set plan; take it back with: lunation undo 2", "pro", "repl: nothing to change"])
        #expect(outcome.errors == "")
        let record = try shop("runs", "--limit", "1", "--json").json().arrayValue?.first
        #expect(record?["name"] == "repl")
        #expect(record?["status"] == "committed")
        try shop.succeed("undo", "2")
        #expect(try shop.digest() == before)
    }

    @Test func aPipeCannotBeAsked() throws {
        let before = try shop.digest()
        let outcome = try repl("contact.all():update { plan = 'x' }\n:commit\n")
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("nobody can be asked here: write ':commit yes'"))
        #expect(try shop.digest() == before)
        #expect(try repl(":commit yes").output == "nothing is staged\n")
    }

    @Test func theGuardsHold() throws {
        try shop.folder.write("guard:\n  changes: 1\n", to: "shop/lunation.yml")
        let before = try shop.digest()
        let outcome = try repl("contact.all():update { plan = 'x' }\n:commit yes\n")
        #expect(outcome.status == 3)
        #expect(outcome.errors.contains("refused by the guard: changes 2 > 1\n"))
        #expect(try shop.digest() == before)
    }

    @Test func theFirstErrorEndsIt() throws {
        let outcome = try repl("1\n\nfor i = 1, 2 do\n  boom()\nend\n2")
        #expect(outcome.status == 1)
        #expect(outcome.output == "1\n")
        #expect(outcome.errors == "error: repl:4: attempt to call a nil value (global 'boom')\n  4 | boom()\n", "\(outcome)")
        let expression = try repl("boom() + 1")
        #expect(expression.errors.contains("  1 | boom() + 1\n"), "\(expression)")
        #expect(try repl("x = = 1").errors.hasPrefix("error: repl:1: unexpected symbol near '='"))
        #expect(try repl("for i = 1, 2 do").status == 1, "a statement that does not end")
    }

    @Test func limitsHoldForEachLine() throws {
        let outcome = try repl("while true do end", "--timeout", "1s")
        #expect(outcome.status == 5)
        #expect(outcome.errors.contains("the time limit of 1.0 seconds was reached"))
    }

    @Test func commandsAreHelpedWith() throws {
        #expect(try repl(":help").output.contains(":commit"))
        let slip = try repl(":comit")
        #expect(slip.status == 1)
        #expect(slip.errors.contains("there is no :comit (did you mean ':commit'?); :help says what there is"))
        let explained = try repl(":explain contact.fields.plan:eq 'pro'")
        #expect(explained.output.hasPrefix("fields.plan is 'pro'\n"), "\(explained)")
        #expect(explained.output.contains("SELECT "))
        #expect(try repl("q = contact.all():limit(1)\n:explain q").output.hasPrefix("every contact\n"))
    }

    @Test func globalsGoOnToTheNextSnapshot() throws {
        let outcome = try repl(
            """
            n, t, q, c = 1, { "a", { b = true } }, contact.where(contact.fields.plan:eq "pro"), contact.get "ann@example.com"
            function f() return 1 end
            contact.get("ann@example.com").fields.plan = "pro"
            :commit yes
            n, t, q:count(), c.fields.plan, f
            """)
        #expect(outcome.status == 0, "\(outcome)")
        #expect(
            outcome.lines.dropFirst() == ["gone with the old snapshot: f", "1", "{ \"a\", { b = true } }", "2", "pro", "nil"], "\(outcome)")
    }

    @Test func whatSpeaksOfADroppedListGoesWithIt() throws {
        let outcome = try repl("l = list.ensure 'New'\nn = 1\n:reset\nl, n\nlist.create 'Other'\n")
        #expect(outcome.lines == ["gone with the old snapshot: l", "nil", "1", "Other"], "\(outcome)")
    }

    @Test func whatOnlyLuaHasIsNoError() throws {
        let outcome = try repl("contact.get('ann@example.com').fields\n1")
        #expect(outcome.status == 0, "\(outcome)")
        #expect(outcome.lines.last == "1")
    }

    @Test func aPipeLeavesNoHistory() throws {
        _ = try repl("1")
        #expect(!shop.folder.exists("shop/.lunation/history"))
    }
}
