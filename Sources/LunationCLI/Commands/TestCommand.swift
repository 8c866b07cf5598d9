import ArgumentParser
import Formats
import Lunation

struct TestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", _superCommandName: "lunation",
        abstract: "Runs tests of scripts, each on an empty store of its own.",
        discussion: """
            Without files it runs tests/*_test.lua of the workspace. The workspace is read for its settings, scripts, modules,
            lists and fields, and not changed.

            EXAMPLES
              lunation test
              lunation test tests/sunset_test.lua --filter newcomers
              lunation test --junit report.xml
            """)

    @Argument(help: "Files of tests.") var files: [String] = []
    @Option(help: ArgumentHelp("Run only the tests whose name contains this text, in any case.", valueName: "text"))
    var filter: String?
    @Option(help: ArgumentHelp("A file to write the results to, as JUnit's XML.", valueName: "file")) var junit: String?
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let workspace = try options.open()
        let files = files.isEmpty ? ScriptTestFile.all(in: workspace) : files.map { ScriptTestFile(path: $0) }
        guard !files.isEmpty else { throw ValidationError("There are no tests: the workspace has no file tests/*_test.lua.") }
        var runner = ScriptTestRunner(workspace: workspace)
        runner.filter = filter
        runner.options.onStall = Stall.end
        let style = Terminal.standardOutput.style
        var file: String?
        let suites = try runner.run(files) { result in
            guard !options.json else { return }
            if file != result.file {
                file = result.file
                Terminal.standardOutput.write(style.bold(result.file) + "\n")
            }
            Terminal.standardOutput.write(TestText.lines(result, style).map { $0 + "\n" }.joined())
        }
        if let junit { try JUnitReport(suites).write(to: junit) }
        guard suites.contains(where: { !$0.results.isEmpty }) else {
            throw ValidationError(filter.map { "No test has '\($0)' in its name." } ?? "The files declare no tests.")
        }
        try options.report.write(text: { TestText.summary(suites, $0) }, json: { TestText.json(suites) })
        if suites.contains(where: { $0.failures > 0 }) { throw ExitStatus.script }
    }
}
