import Foundation
import Testing

/// `lunation repl` on a terminal: prompts, editing, completion, Ctrl-C, history.
@Suite struct ReplTerminalTests {
    let shop: Shop

    init() throws {
        shop = try Shop(["ann@example.com": "free"])
    }

    private func repl() throws -> PseudoTerminal {
        let terminal = try PseudoTerminal(["repl", "--workspace", "shop"], in: shop.folder)
        try terminal.expect(":help says what there is\n")
        try terminal.expect("> ")
        return terminal
    }

    /// Types a line and waits for what it shows.
    private func line(_ text: String, shows answer: String, on terminal: PseudoTerminal) throws {
        terminal.type(text + "\n")
        try terminal.expect(answer)
        try terminal.expect("> ")
    }

    @Test func linesAreAnswered() throws {
        let terminal = try repl()
        try line("20 + 22", shows: "\n42\n", on: terminal)
        terminal.type("for i = 1, 2 do\n")
        try terminal.expect(">> ")
        terminal.type("print('line ' .. i) end\n")
        try terminal.expect("\nline 1\nline 2\n")
        try terminal.expect("> ")
        try line("boom()", shows: "\nerror: attempt to call a nil value (global 'boom')\n", on: terminal)
        try line("'größe'", shows: "\ngröße\n", on: terminal)
        terminal.type("\u{4}")
        #expect(try terminal.end().status == 0)
    }

    @Test func tabCompletes() throws {
        let terminal = try repl()
        terminal.type("contact.fie\t.pl\t\n")
        try terminal.expect("the property fields.plan")
        try terminal.expect("> ")
        terminal.type("q = contact.all()\n")
        try terminal.expect("> ")
        terminal.type("q:\t")
        let shown = try terminal.expect("update")
        #expect(shown.contains("count"))
        #expect(shown.contains("each"))
        terminal.type("\u{15}\u{4}")
        #expect(try terminal.end().status == 0)
    }

    @Test func controlCEndsTheLineAlone() throws {
        let terminal = try repl()
        terminal.type("print('go' .. 'ing') while true do end\n")
        try terminal.expect("\ngoing\n")
        terminal.type("\u{3}")
        try terminal.expect("error: interrupted\n")
        try terminal.expect("> ")
        terminal.type("for i = 1, 2 do\n")
        try terminal.expect(">> ")
        terminal.type("never\u{3}")
        try terminal.expect("^C\n")
        try terminal.expect("> ")
        try line("1 + 1", shows: "\n2\n", on: terminal)
        terminal.type("\u{4}")
        #expect(try terminal.end().status == 0)
    }

    @Test func aCommitAsks() throws {
        let before = try shop.digest()
        let terminal = try repl()
        try line("contact.all():update { plan = 'pro' }", shows: "\n1\n", on: terminal)
        try line("plan", shows: "fields.plan: \"free\" → \"pro\"", on: terminal)
        terminal.type(":commit\n")
        try terminal.expect("type yes to commit: ")
        terminal.type("no\n")
        try terminal.expect("not committed; it stays staged\n")
        try terminal.expect("> ")
        #expect(try shop.digest() == before)
        terminal.type(":commit\n")
        try terminal.expect("type yes to commit: ")
        terminal.type("yes\n")
        try terminal.expect("run 2 committed: 1 set plan")
        try terminal.expect("> ")
        #expect(try shop.digest() != before)
        try line("contact.all():update { plan = 'team' }", shows: "\n1\n", on: terminal)
        terminal.type("\u{4}")
        let end = try terminal.end()
        #expect(end.status == 0)
        #expect(end.rest.contains("not committed: 1 set plan"))
    }

    @Test func aRefusalLeavesItStaged() throws {
        try shop.folder.write("guard:\n  changes: 0\n", to: "shop/lunation.yml")
        let terminal = try repl()
        try line("contact.all():update { plan = 'pro' }", shows: "\n1\n", on: terminal)
        terminal.type(":commit yes\n")
        try terminal.expect("refused by the guard: changes 1 > 0\n")
        try terminal.expect("> ")
        try line("plan", shows: "1  set plan", on: terminal)
        terminal.type("\u{4}")
        #expect(try terminal.end().status == 0)
    }

    @Test func aConflictDropsWhatIsStaged() throws {
        let terminal = try repl()
        try line("contact.all():update { plan = 'mine' }", shows: "\n1\n", on: terminal)
        try shop.succeed("run", "--eval", "contact.all():update { plan = 'theirs' }")
        terminal.type(":commit yes\n")
        try terminal.expect("error: 1 contact has changed since; nothing was written\n")
        try terminal.expect("> ")
        try line("contact.all():first().fields.plan", shows: "\ntheirs\n", on: terminal)
        try line("plan", shows: "nothing to change", on: terminal)
        terminal.type("\u{4}")
        #expect(try terminal.end().status == 0)
    }

    @Test func earlierLinesComeBack() throws {
        let first = try repl()
        try line("6 * 7", shows: "\n42\n", on: first)
        first.type("\u{4}")
        #expect(try first.end().status == 0)
        #expect(try shop.folder.text("shop/.lunation/history") == "6 * 7\n")
        let attributes = try FileManager.default.attributesOfItem(atPath: shop.folder["shop/.lunation/history"])
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        let second = try repl()
        second.type("\u{10}")  // Ctrl-P
        try second.expect("6 * 7")
        second.type("\n")
        try second.expect("\n42\n")
        try second.expect("> ")
        second.type("\u{4}")
        #expect(try second.end().status == 0)
    }
}
