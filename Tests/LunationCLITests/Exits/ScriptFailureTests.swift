import Formats
import Testing

/// Exit code 1: the script failed, and nothing that it had staged is left.
@Suite struct ScriptFailureTests {
    let shop: Shop

    init() throws {
        shop = try Shop(["ann@example.com": "free"])
    }

    @Test func aRuntimeErrorNamesScriptAndLineAndShowsIt() throws {
        try shop.folder.write(
            "local ann = contact.get 'ann@example.com'\nann.fields.plan = 'pro'\nerror('out of stamps')\n", to: "mail.lua")
        let before = try shop.digest()
        let run = try shop("run", "mail.lua")
        #expect(run.status == 1)
        #expect(run.output == "")
        #expect(run.errors == "error: mail.lua:3: out of stamps\n  3 | error('out of stamps')\n")
        #expect(try shop.digest() == before)
        let record = try shop("runs", "--limit", "1", "--json").json().arrayValue?.first
        #expect(record?["status"] == "failed")
        #expect(record?["summary"]?["error"] == "mail.lua:3: out of stamps")
    }

    @Test func aTracebackIsInTheScriptsTerms() throws {
        try shop.folder.write(
            "local function inner()\n  error('deep')\nend\nlocal function outer()\n  inner()\nend\nouter()\n", to: "calls.lua")
        let run = try shop("run", "calls.lua")
        #expect(run.status == 1)
        #expect(run.errors.hasPrefix("error: calls.lua:2: deep\n  2 | error('deep')\n"))
        let frames = run.errors.split(separator: "\n").filter { $0.hasPrefix("  at ") }
        #expect(frames.count == 3)
        #expect(zip(frames, [2, 5, 7]).allSatisfy { $0.hasPrefix("  at calls.lua:\($1)") }, "\(frames)")
    }

    @Test func aSyntaxErrorShowsTheLine() throws {
        try shop.folder.write("local x = 1\nif x then\n  x = = 2\nend\n", to: "typo.lua")
        for command in ["plan", "run"] {
            let outcome = try shop(command, "typo.lua")
            #expect(outcome.status == 1)
            #expect(outcome.errors == "error: typo.lua:3: unexpected symbol near '='\n  3 | x = = 2\n")
            #expect(outcome.output == "")
        }
    }

    @Test(arguments: [
        ("contact.get('ann@example.com').fields.plam = 'pro'", "no field 'plam' (did you mean 'plan'?)"),
        ("print(contact.get('ann@example.com').fields.plam)", "no field 'plam' (did you mean 'plan'?)"),
        ("contact.get('ann@example.com').fields.plan = true", "field 'plan' is invalid (text expected, got boolean)"),
        ("contact.get('ann@example.com'):unsubscirbe()", "contacts have no 'unsubscirbe' (did you mean 'unsubscribe'?)"),
        ("contact.where(contact.fields.plam:eq 'pro'):count()", "no field 'plam' (did you mean 'plan'?)"),
        ("contact.create { email = 'nobody' }", "email is invalid (no @ sign)"),
        ("contact.get('ann@example.com').email = 'x@example.com'", "an address cannot be changed by a script"),
        ("io.write('x')", "attempt to index a nil value (global 'io')"),
    ])
    func commonMistakes(script: String, message: String) throws {
        let before = try shop.digest()
        let run = try shop("run", "--eval", script, "--show-data")
        #expect(run.status == 1)
        #expect(run.errors.hasPrefix("error: (command line):1: "), "\(run.errors)")
        #expect(run.errors.contains(message), "\(run.errors)")
        #expect(run.errors.hasSuffix("  1 | \(script)\n"), "\(run.errors)")
        #expect(try shop.digest() == before)
    }

    @Test(arguments: [
        ("contact.fields.plam:eq 'x'", "no field 'plam' (did you mean 'plan'?)"),
        ("contact.status == 'subscribed'", "use & | ~ instead of and, or, not, and :eq() instead of =="),
        ("3", "the expression must be a condition such as contact.status:eq \"subscribed\""),
        ("contact.fields.plan", "the expression must be a condition such as"),
    ])
    func wrongExpressions(expression: String, message: String) throws {
        for arguments in [["contacts", "--count"], ["contacts"], ["export", "out.csv"]] {
            let outcome = try Program.run(arguments + ["--where", expression, "--workspace", "shop"], in: shop.folder)
            #expect(outcome.status == 1)
            #expect(outcome.errors.hasPrefix("error: (where):"), "\(outcome.errors)")
            #expect(outcome.errors.contains(message), "\(outcome.errors)")
        }
        #expect(!shop.folder.exists("out.csv"))
    }

    @Test func anUnfinishedExpressionIsShownAsItWasWritten() throws {
        let outcome = try shop("contacts", "--where", "contact.fields.plan ==", "--count")
        #expect(outcome.status == 1)
        #expect(outcome.errors.hasPrefix("error: (where):1: unexpected symbol near <eof>\n"), "\(outcome.errors)")
    }
}
