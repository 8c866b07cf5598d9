import ArgumentParser
import Lunation

struct SuppressionsImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Takes blocked addresses in from a CSV file (gzip by the ending .gz, - for standard input).",
        discussion: """
            Columns: email, and where there are any reason and at; other columns are left alone. Bad rows go to a file in the
            workspace's folder 'rejected'. An address that is blocked already takes the file's reason and time.

            EXAMPLES
              lunation suppressions import bounces.csv
            """)

    @Argument(help: "The file.") var file: String
    @OptionGroup var clock: ClockOptions
    @OptionGroup var data: DataOptions
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let workspace = try options.open()
        let logical = LogicalClock(now: clock.instant ?? SystemClock.now, zone: workspace.configuration.zone)
        let bar = ProgressBar("importing", isShown: !options.json)
        let watch = Stopwatch()
        let report = try SuppressionImporter(store: workspace.store, errorsFolder: workspace.rejectedPath, clock: logical)
            .run(file, startedAt: SystemClock.now) { bar.show($0) }
        bar.end()
        try ImportText(report: report, noun: "suppression", seconds: watch.seconds).write(to: options.report)
    }
}
