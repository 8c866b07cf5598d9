import Testing

/// Colour on a terminal, and nowhere else.
@Suite struct ColourTests {
    let shop: Shop
    private static let escape = "\u{1b}"

    init() throws {
        shop = try Shop(["ann@example.com": "free"])
    }

    private func onTerminal(_ command: String, _ variables: String) throws -> String {
        let outcome = try Program.shell(
            "script -qec \"env \(variables) '$LUNATION' \(command) --workspace shop\" /dev/null", in: shop.folder)
        return outcome.output
    }

    @Test func filesAndPipesHaveNone() throws {
        let script = "contact.get('ann@example.com').fields.plan = 'pro' log.warn 'careful'"
        for arguments in [
            ["contacts"], ["plan", "--eval", script], ["run", "--eval", script], ["run", "--eval", "error 'x'"], ["runs"], ["show", "1"],
            ["undo", "2"], ["import", "start.csv"], ["run", "--eval", script, "--guard", "changes=0"],
        ] {
            for environment in [["TERM": "xterm-256color"], ["NO_COLOR": "1", "TERM": "xterm-256color"]] {
                let outcome = try Program.run(arguments + ["--workspace", "shop"], in: shop.folder, environment: environment)
                #expect(!(outcome.output + outcome.errors).contains(Self.escape), "\(arguments): \(outcome)")
                #expect(!(outcome.output + outcome.errors).contains("\r"), "no progress bar where nobody watches")
            }
        }
    }

    @Test func aTerminalHasColours() throws {
        #expect(try onTerminal("contacts", "TERM=xterm").contains("\(Self.escape)[2mplan=free\(Self.escape)[0m"))
        #expect(try onTerminal("run --eval boom", "TERM=xterm").contains("\(Self.escape)[31merror:\(Self.escape)[0m"))
    }

    @Test(arguments: ["NO_COLOR=1 TERM=xterm", "TERM=dumb"])
    func aTerminalWithoutColours(variables: String) throws {
        #expect(try onTerminal("contacts", variables) == "ann@example.com  plan=free\r\n")
        let failure = try onTerminal("run --eval boom", variables)
        #expect(failure.hasPrefix("error: "))
        #expect(!failure.contains(Self.escape))
    }

    @Test func anEmptyNoColorMeansNothing() throws {
        #expect(try onTerminal("contacts", "NO_COLOR= TERM=xterm").contains(Self.escape))
    }

    @Test func anImportEndsItsProgressBar() throws {
        let output = try onTerminal("import start.csv", "NO_COLOR=1 TERM=xterm")
        #expect(output.hasSuffix(": 0 created, 1 unchanged\r\n"), "\(output)")
    }
}
