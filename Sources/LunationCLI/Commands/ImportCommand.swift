import ArgumentParser
import Formats
import Lunation

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", _superCommandName: "lunation",
        abstract: "Takes contacts in from a CSV file (gzip by the ending .gz, - for standard input).",
        discussion: """
            The first line names the columns: email, and any of id, status, created_at, lists (separated by ;) and the fields'
            merge tags or names. Bad rows go to a file in the workspace's folder 'rejected', with line and reason; the rest is
            imported. An import never raises consent. 'lunation undo' takes an import back.

            EXAMPLES
              lunation import customers.csv --create-fields
              lunation import customers.csv.gz --map email='E-mail' --list Customers
              lunation import leads.csv --existing keep --ignore notes
            """)

    @Argument(help: "The file.") var file: String
    @Option(help: ArgumentHelp("What happens to contacts that are there: merge, keep or replace.", valueName: "policy"))
    var existing = ImportOptions.Existing.merge
    @Option(name: .customLong("on-error"), help: ArgumentHelp("What happens at a bad row: reject_row or abort.", valueName: "policy"))
    var onError = ImportOptions.OnError.rejectRow
    @Option(name: .customLong("map"), help: ArgumentHelp("The column that holds a property or field.", valueName: "field=column"))
    var columns: [Assignment] = []
    @Option(name: .customLong("ignore"), help: ArgumentHelp("A column to leave out.", valueName: "column"))
    var ignored: [String] = []
    @Option(name: .customLong("list"), help: ArgumentHelp("A list to put every contact on.", valueName: "name"))
    var lists: [String] = []
    @Flag(name: .customLong("create-fields"), help: "Make a field for each column that has none; types come from the first rows.")
    var createsFields = false
    @OptionGroup var clock: ClockOptions
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let workspace = try options.open()
        var settings = ImportOptions()
        settings.existing = existing
        settings.onError = onError
        settings.columns = Dictionary(columns.map { ($0.name, $0.value) }, uniquingKeysWith: { _, last in last })
        settings.ignoredColumns = Set(ignored)
        settings.lists = lists
        settings.createsFields = createsFields
        settings.errorsFolder = workspace.rejectedPath
        let logical = LogicalClock(now: clock.instant ?? SystemClock.now, zone: workspace.configuration.zone)
        let importer = ContactImporter(store: workspace.store, options: settings, clock: logical)
        let bar = ProgressBar("importing", isShown: !options.json)
        let watch = Stopwatch()
        let report = try importer.run(file, startedAt: SystemClock.now) { bar.show($0) }
        bar.end()
        try ImportText(report: report, noun: "contact", seconds: watch.seconds).write(to: options.report)
    }
}
