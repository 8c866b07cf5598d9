import Formats
import Foundation
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// `lunation test`: what it runs, what it says of a failure, how it ends.
@Suite struct ScriptTestTests {
    let shop: Shop

    init() throws {
        shop = try Shop(["ann@example.com": "free"])
        try shop.succeed("run", "--eval", "list.create 'VIP'")
        try shop.folder.write(
            """
            job { args = { plan = "pro" } }
            log.info("raising", { plan = args.plan })
            contact.where(contact.fields.plan:eq "free"):update { plan = args.plan }
            for c in contact.where(contact.fields.plan:eq(args.plan)):each() do
              c:fire("Raised", { plan = args.plan }, { key = "raise" })
            end
            """, to: "shop/scripts/raise.lua")
    }

    private func test(_ source: String, _ arguments: String...) throws -> Outcome {
        try shop.folder.write(source, to: "shop/tests/some_test.lua")
        return try Program.run(["test", "--workspace", "shop"] + arguments, in: shop.folder)
    }

    @Test func aScriptRunsOnFixtures() throws {
        let before = try shop.digest()
        let outcome = try test(
            """
            test("free plans are raised once", function(t)
              t.clock "2026-06-01T09:00:00Z"
              t.contact { email = "Bob@example.com", fields = { plan = "free" }, lists = { "VIP" }, created_at = "2024-01-01" }
              t.contacts { "cyd@example.com", { email = "dee@example.com", status = "unsubscribed" } }
              t.eq(t.count(), 3)
              local planned = t.plan("raise", { args = { plan = "team" } })
              t.eq(planned:changes(), { { email = "bob@example.com", property = "fields.plan", before = "free", after = "team" } })
              t.eq(t.get("bob@example.com").fields, { plan = "free" })
              local plan = t.run "raise"
              t.eq(plan:count "update", 1)
              t.eq(plan:count("update", "name"), 0)
              t.eq(plan:count "event", 1)
              t.eq(plan:contact("bob@example.com").events[1].params, { plan = "pro" })
              t.eq(plan:contact "cyd@example.com", nil)
              t.eq(tostring(plan), "1 set plan, 1 fire Raised")
              local bob = t.get "bob@example.com"
              t.eq({ bob.status, bob.fields, bob.lists, bob.created_at },
                { "subscribed", { plan = "pro" }, { "VIP" }, "2024-01-01T00:00:00.000Z" })
              t.eq(t.clock "+1d", "2026-06-02T09:00:00.000Z")
              t.eq(t.run "raise":count "event", 0)
              t.eq(t.events "Raised", { { email = "bob@example.com", name = "Raised", at = "2026-06-01T09:00:00.000Z",
                key = "raise", params = { plan = "pro" } } })
              t.eq(t.count 'contact.lists:has "VIP" & contact.fields.plan:eq "pro"', 1)
            end)
            """)
        #expect(outcome.status == 0, "\(outcome)")
        #expect(outcome.lines.first == "tests/some_test.lua")
        #expect(outcome.lines[1].hasPrefix("  ✓ free plans are raised once ("))
        #expect(outcome.lines.last?.hasPrefix("1 test, all passed, in ") == true)
        #expect(try shop.digest() == before, "the workspace's own contacts are not a test's")
        #expect(try shop("runs", "--json").json().arrayValue?.count == 2)
    }

    @Test func anUndoTakesTheLastRunBack() throws {
        let outcome = try test(
            """
            test("undo", function(t)
              t.contact { email = "bob@example.com", fields = { plan = "free" } }
              t.run "raise"
              t.undo()
              t.eq(t.get("bob@example.com").fields.plan, "free")
              t.eq(t.events(), {})
              t.error(function() t.undo() end, "no run to undo")
            end)
            """)
        #expect(outcome.status == 0, "\(outcome)")
    }

    @Test func aGuardRefuses() throws {
        let outcome = try test(
            """
            test("guard", function(t)
              t.contact { email = "bob@example.com", fields = { plan = "free" } }
              local plan = t.run("raise", { guard = { changes = 0 } })
              t.eq(plan.refused, { { measure = "changes", count = 1, limit = "0", message = "changes: 1, limit 0" } })
              t.eq(t.get("bob@example.com").fields.plan, "free")
              t.eq(t.run "raise".refused, {})
            end)
            """)
        #expect(outcome.status == 0, "\(outcome)")
    }

    @Test func aFailureShowsTheDifferenceAndWhatWasPrinted() throws {
        let outcome = try test(
            """
            test("passes", function(t) print "of no interest" end)

            test("fails", function(t)
              t.contact { email = "bob@example.com", fields = { plan = "free" } }
              print "before the run"
              t.run "raise"
              t.eq(t.get("bob@example.com").fields, { plan = "team", size = { 1, 2 } }, "bob is raised")
            end)
            """)
        #expect(outcome.status == 1)
        #expect(!outcome.output.contains("of no interest"))
        let shown = outcome.output.split(separator: "✗ fails (", maxSplits: 1).last?.split(separator: "\n").dropFirst().map(String.init)
        #expect(
            shown == [
                "      tests/some_test.lua:7: bob is raised",
                "        7 | t.eq(t.get(\"bob@example.com\").fields, { plan = \"team\", size = { 1, 2 } }, \"bob is raised\")",
                "        at .plan",
                "          expected \"team\"",
                "          actual   \"pro\"",
                "        at .size",
                "          expected { 1, 2 }",
                "          actual   nil",
                "      what it printed and logged:",
                "        before the run",
                "        info: raising plan=pro (scripts/raise.lua:2)",
                outcome.lines.last ?? "",
            ], "\(outcome.output)")
        #expect(outcome.lines.last?.hasPrefix("2 tests, 1 failed, in ") == true)
    }

    @Test(arguments: [
        ("t.contact { email = 'a@example.com', fields = { plann = 'x' } }", "no field 'plann' (did you mean 'plan'?); t.field"),
        ("t.contact { email = 'a@example.com', lists = { 'VPI' } }", "no list 'VPI' (did you mean 'VIP'?); t.list \"VPI\" makes one"),
        ("t.contact { email = 'a@example.com', statuss = 'x' }", "a contact has no 'statuss' (did you mean 'status'?)"),
        ("t.contact { email = 'a@example.com', status = 'subscribd' }", "not 'subscribd' (did you mean 'subscribed'?)"),
        ("t.contact { email = 'a' }", "email "),
        ("t.contacts { 'a@example.com', 'a@example.com' }", "contact 'a@example.com' exists already"),
        ("t.event('a@example.com', 'X')", "there is no contact a@example.com; put it in with t.contact first"),
        ("t.run 'rais'", "there is no script scripts/rais.lua (did you mean 'raise'?)"),
        ("t.run('raise', { arg = {} })", "no option 'arg' (did you mean 'args'?)"),
        ("t.run('raise', { guard = { change = 1 } })", "guard has no limit 'change' (did you mean 'changes'?)"),
        ("t.run('raise', { args = { plam = 'x' } })", "the script takes no argument 'plam' (did you mean 'plan'?)"),
        ("t.contcat {}", "t has no 'contcat' (did you mean 'contact'?)"),
        ("t.plan 'raise':count 'events'", "a plan counts no 'events' (did you mean 'event'?)"),
        ("t.clock 'soon'", "'soon' is neither a date (yyyy-mm-dd) nor a time (ISO 8601)"),
        ("t.clock '+soon'", "'+soon' is no span of time"),
        ("t.field { name = 'Plan', type = 'date' }", "field 'plan' is there already and is text, not date"),
        ("t.file('../x.csv', 'x')", "'../x.csv' is no path inside of the workspace"),
        ("t.ne(1, 1.0)", "the values are equal"), ("t.ok(nil)", "the value is nil, which is not true"),
        ("t.near(0.1 + 0.2, 0.31)", "the numbers are further apart than 1e-09"),
        ("t.match('abc', '^b')", "the text does not match"), ("t.error(function() end)", "the function did not fail"),
        ("t.error(function() error 'x' end, 'y')", "the function failed with another message"),
        ("test('inner', function() end)", "tests do not nest"),
    ])
    func slipsAreNamed(statement: String, message: String) throws {
        let outcome = try test("test('slip', function(t)\n\(statement)\nend)")
        #expect(outcome.status == 1, "\(outcome)")
        #expect(outcome.output.contains("tests/some_test.lua:2: "), "\(outcome)")
        #expect(outcome.output.contains(message), "\(outcome)")
    }

    @Test func whatHoldsPasses() throws {
        let outcome = try test(
            """
            test("holds", function(t)
              t.eq({ 1, { a = "x" }, [true] = 2 }, { 1.0, { a = "x" }, [true] = 2 })
              t.ne({ a = 1 }, { a = 1, b = 2 })
              t.ok(0)
              t.near(0.1 + 0.2, 0.3)
              t.near(10, 11, 1)
              t.match("abc", "b.$")
              t.match(t.error(function() error "boom" end), "boom")
              t.field { name = "Birthday", type = "date" }
              t.list "New"
              t.contact { email = "a@example.com", fields = { birthday = "2000-02-29" }, lists = { "New" } }
              t.event("a@example.com", "Seen", { page = "x" }, { at = "2025-01-01", key = "k" })
              t.suppress "a@example.com"
              t.eq(t.count "contact.suppressed", 1)
              t.eq(t.events()[1].at, "2025-01-01T00:00:00.000Z")
              t.file("in/x.csv", "email\\n")
              t.eq(t.read "in/x.csv", "email\\n")
              t.eq(t.read "in/y.csv", nil)
              t.eq(t.get "b@example.com", nil)
              t.update("a@example.com", { status = "unsubscribed", fields = { plan = "x" } })
              local a = t.get "a@example.com"
              t.eq({ a.status, a.fields.plan, a.lists }, { "unsubscribed", "x", { "New" } })
            end)
            """)
        #expect(outcome.status == 0, "\(outcome)")
    }

    @Test func eachTestHasAStoreOfItsOwn() throws {
        let outcome = try test(
            """
            test("one", function(t) t.contact { email = "a@example.com" } t.list "Mine" t.eq(t.count(), 1) end)
            test("two", function(t) t.eq(t.count(), 0) t.error(function() t.contact { email = "a@example.com", lists = { "Mine" } } end) end)
            """)
        #expect(outcome.status == 0, "\(outcome)")
    }

    @Test func aFailingScriptIsShownWithItsWay() throws {
        try shop.folder.write("local function f()\n  error 'boom'\nend\nf()", to: "shop/scripts/bad.lua")
        let outcome = try test("test('bad', function(t) t.run 'bad' end)")
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("tests/some_test.lua:1: scripts/bad.lua:2: boom\n"), "\(outcome)")
        #expect(
            outcome.output.contains("        2 | error 'boom'\n        at scripts/bad.lua:2 in f\n        at scripts/bad.lua:4\n"),
            "\(outcome)")
    }

    @Test func aFileThatIsNoLuaFails() throws {
        let outcome = try test("test(")
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("✗ (the file itself)"), "\(outcome)")
        #expect(outcome.output.contains("tests/some_test.lua:1: "), "\(outcome)")
    }

    @Test func aTestThatNeverEndsIsEnded() throws {
        try shop.folder.write("limits:\n  timeout: 1s\n", to: "shop/lunation.yml")
        let outcome = try test(
            """
            test("loops", function(t) pcall(function() while true do end end) end)
            test("passes", function(t) t.ok(true) end)
            """)
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("the time limit of 1.0 seconds was reached"), "\(outcome)")
        #expect(outcome.output.contains("  ✓ passes ("), "\(outcome)")
    }

    @Test func modulesAreThere() throws {
        try shop.folder.write("return { twice = function(n) return n * 2 end }", to: "shop/lib/sums.lua")
        let outcome = try test("local sums = require 'sums'\ntest('twice', function(t) t.eq(sums.twice(2), 4) end)")
        #expect(outcome.status == 0, "\(outcome)")
    }

    @Test func aFilterAndFiles() throws {
        try shop.folder.write("test('elsewhere', function(t) t.ok(true) end)", to: "other.lua")
        let source = "test('First', function(t) t.ok(false) end) test('second', function(t) t.ok(true) end)"
        #expect(try test(source, "--filter", "SECO").lines.last?.hasPrefix("1 test, all passed") == true)
        #expect(try test(source, "other.lua").lines.first == "other.lua")
        let none = try test(source, "--filter", "third")
        #expect(none.status == 2)
        #expect(none.errors.contains("No test has 'third' in its name."))
        #expect(try test(source, "nowhere.lua").status == 6)
        #expect(try test("").status == 2)
        #expect(try Program.run(["test"], in: shop.folder).status == 6, "no workspace")
    }

    @Test func withoutTestsItSaysSo() throws {
        let outcome = try Program.run(["test", "--workspace", "shop"], in: shop.folder)
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("There are no tests: the workspace has no file tests/*_test.lua."))
    }

    @Test func json() throws {
        let outcome = try test("test('a', function(t) t.ok(true) end) test('b', function(t) print 'x' t.eq(1, 2) end)", "--json")
        #expect(outcome.status == 1)
        let document = try outcome.json()
        #expect(document["tests"] == 2)
        #expect(document["failed"] == 1)
        let tests = try #require(document["files"]?.arrayValue?.first?["tests"]?.arrayValue)
        #expect(tests.map { $0["status"] } == ["passed", "failed"])
        #expect(tests[1]["failure"]?["line"] == 1)
        #expect(tests[1]["failure"]?["details"] == ["expected 2", "actual   1"])
        #expect(tests[1]["output"] == ["x"])
    }

    @Test func junitIsXMLWhateverATestSays() throws {
        let outcome = try test(
            """
            test("a < b & \\"c\\"", function(t) print("]]>\\1\\0\\255") t.eq("<&>", "\\x02ü") end)
            test("passes", function(t) t.ok(true) end)
            """, "--junit", "report.xml")
        #expect(outcome.status == 1)
        let reader = JUnitReader()
        let parser = XMLParser(data: Data(try shop.folder.bytes("report.xml")))
        parser.delegate = reader
        #expect(parser.parse(), "\(String(describing: parser.parserError))")
        #expect(reader.elements == ["testsuites", "testsuite", "testcase", "failure", "system-out", "testcase"])
        #expect(reader.attributes[0]["tests"] == "2")
        #expect(reader.attributes[0]["failures"] == "1")
        #expect(reader.attributes[1]["name"] == "tests/some_test.lua")
        #expect(reader.attributes[2]["name"] == "a < b & \"c\"")
        #expect(reader.attributes[3]["message"] == "the values differ")
        #expect(reader.text.contains("actual   \"<&>\""))
        #expect(reader.text.contains("]]>"))
    }

    @Test func nothingIsLeftBehind() throws {
        try FileManager.default.createDirectory(atPath: shop.folder["temporary"], withIntermediateDirectories: false)
        try shop.folder.write(
            "test('a', function(t) t.contact { email = 'a@example.com' } t.file('in/deep/x', 'x') t.run 'raise' error 'x' end)",
            to: "shop/tests/some_test.lua")
        let outcome = try Program.run(
            ["test", "--workspace", "shop"], in: shop.folder, environment: ["TMPDIR": shop.folder["temporary"]])
        #expect(outcome.status == 1, "\(outcome)")
        #expect(try shop.folder.names("temporary") == [])
    }
}
