import ArgumentParser
import Lunation

struct EventsImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Takes events in from a CSV file (gzip by the ending .gz, - for standard input).",
        discussion: """
            Columns: email, at (or date), and any of name and key; every other column is a parameter. Every row is an event of
            its own, equal rows too, unless the file has keys.

            EXAMPLES
              lunation events import purchases.csv --name Purchase
              lunation events import log.csv.gz --map email=who --map at=when
            """)

    @Argument(help: "The file.") var file: String
    @Option(help: ArgumentHelp("The name of the events, where no column says it.", valueName: "name")) var name: String?
    @Option(name: .customLong("map"), help: ArgumentHelp("The column that holds a property or parameter.", valueName: "property=column"))
    var columns: [Assignment] = []
    @Option(name: .customLong("ignore"), help: ArgumentHelp("A column to leave out.", valueName: "column")) var ignored: [String] = []
    @Flag(help: "Import a file without keys even if it was imported before.") var again = false
    @OptionGroup var clock: ClockOptions
    @OptionGroup var data: DataOptions
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let workspace = try options.open()
        var settings = EventImportOptions()
        settings.name = name
        settings.columns = Dictionary(columns.map { ($0.name, $0.value) }, uniquingKeysWith: { _, last in last })
        settings.ignoredColumns = Set(ignored)
        settings.again = again
        settings.errorsFolder = workspace.rejectedPath
        let logical = LogicalClock(now: clock.instant ?? SystemClock.now, zone: workspace.configuration.zone)
        let bar = ProgressBar("importing", isShown: !options.json)
        let watch = Stopwatch()
        let report = try EventImporter(store: workspace.store, options: settings, clock: logical)
            .run(file, startedAt: SystemClock.now) { bar.show($0) }
        bar.end()
        try ImportText(report: report, noun: "event", seconds: watch.seconds).write(to: options.report)
    }
}
