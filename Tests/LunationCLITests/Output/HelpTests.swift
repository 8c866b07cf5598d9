import Testing

/// What the program says about itself.
@Suite struct HelpTests {
    let folder: Folder

    init() throws {
        folder = try Folder()
    }

    private static let commands = [
        "init", "import", "events", "events import", "export", "contacts", "lists", "fields", "segments", "suppressions",
        "suppressions import", "outbox", "outbox list", "outbox send", "plan", "run", "apply", "undo", "runs",
        "jobs", "next", "why", "enqueue", "trigger", "retry", "cancel", "pause", "resume", "logs",
        "show", "digest", "stubs", "check", "cron", "test", "repl", "token", "token create", "token list", "token revoke",
    ]

    @Test(arguments: commands)
    func everyCommandHasExamples(command: String) throws {
        let words = command.split(separator: " ").map(String.init)
        let help = try Program.run(words + ["--help"], in: folder)
        #expect(help.status == 0)
        #expect(help.errors == "")
        #expect(help.output.hasPrefix("OVERVIEW: "))
        #expect(help.output.contains("\nEXAMPLES\n  lunation \(command)"), "\(help.output)")
        #expect(try Program.run(["help"] + words, in: folder).output == help.output)
    }

    @Test func theRootNamesCommandsAndExitCodes() throws {
        let help = try Program.run(["--help"], in: folder)
        #expect(help.status == 0)
        for command in Self.commands where !command.contains(" ") { #expect(help.output.contains("\n  \(command) "), "\(command)") }
        for code in 0...6 { #expect(help.output.contains("\n  \(code)  ")) }
        #expect(try Program.run([], in: folder).output == help.output)
    }

    @Test func aVersion() throws {
        let version = try Program.run(["--version"], in: folder)
        #expect(version.status == 0)
        #expect(version.output.split(separator: ".").count == 3)
    }

    @Test(arguments: [
        ("bash", "complete -o filenames -F _lunation lunation"), ("zsh", "#compdef lunation"), ("fish", "complete -c 'lunation'"),
    ])
    func completions(shell: String, marker: String) throws {
        let script = try Program.run(["--generate-completion-script", shell], in: folder)
        #expect(script.status == 0)
        #expect(script.errors == "")
        #expect(script.output.contains(marker), "\(script.output.prefix(300))")
        for command in ["import", "events", "undo", "digest"] { #expect(script.output.contains(command)) }
    }

    @Test func bashTakesItsCompletions() throws {
        let check = try Program.shell(
            "\"$LUNATION\" --generate-completion-script bash > lunation.bash && bash -n lunation.bash", in: folder)
        #expect(check.status == 0, "\(check)")
    }
}
