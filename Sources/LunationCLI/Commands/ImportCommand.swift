import ArgumentParser
import Formats
import Lunation

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", _superCommandName: "lunation",
        abstract: "Takes contacts in from a CSV or JSON Lines file (gzip by the ending .gz, - for standard input).",
        discussion: """
            The first line of a CSV file names the columns: email, and any of id, status, created_at, lists (separated by ;) and
            the fields' merge tags or names. A line of a JSON Lines file is an object with the same names, lists an array, fields
            beside email or in an object 'fields'. Bad rows go to a file in the workspace's folder 'rejected', with line and
            reason; the rest is imported. An import never raises consent. 'lunation undo' takes an import back.

            An import that was killed goes on where it was when the same file is imported again with the same options.

            EXAMPLES
              lunation import customers.csv --create-fields
              lunation import customers.csv.gz --map email='E-mail' --list Customers
              lunation import leads.csv --existing keep --ignore notes
              lunation import people.jsonl
              lunation import --resume 7
            """)

    @Argument(help: "The file; with --resume, where it is now if it has moved.") var file: String?
    @Option(help: ArgumentHelp("What happens to contacts that are there: merge, keep or replace.", valueName: "policy"))
    var existing = ImportOptions.Existing.merge
    @Option(name: .customLong("on-error"), help: ArgumentHelp("What happens at a bad row: reject_row or abort.", valueName: "policy"))
    var onError = ImportOptions.OnError.rejectRow
    @Option(help: ArgumentHelp("csv or jsonl; taken from the file's ending where it is not given.", valueName: "format"))
    var format: TransferFormat?
    @Option(name: .customLong("map"), help: ArgumentHelp("The column that holds a property or field.", valueName: "field=column"))
    var columns: [Assignment] = []
    @Option(name: .customLong("ignore"), help: ArgumentHelp("A column to leave out.", valueName: "column"))
    var ignored: [String] = []
    @Option(name: .customLong("list"), help: ArgumentHelp("A list to put every contact on.", valueName: "name"))
    var lists: [String] = []
    @Flag(name: .customLong("create-fields"), help: "Make a field for each column that has none; types come from the first rows.")
    var createsFields = false
    @Option(help: ArgumentHelp("Go on with an import that was cut short, with its options.", valueName: "run")) var resume: Int64?
    @Flag(help: "Begin anew where an earlier import of the file was cut short.") var restart = false
    @Option(help: .hidden) var batch: Int?
    @OptionGroup var clock: ClockOptions
    @OptionGroup var data: DataOptions
    @OptionGroup var options: WorkspaceOptions

    func validate() throws {
        if file == nil, resume == nil {
            throw ValidationError("Missing expected argument '<file>': name a file, or an import to go on with (--resume RUN).")
        }
        if resume != nil, restart { throw ValidationError("--resume goes on and --restart begins anew: give one of them.") }
        if let batch, batch < 1 { throw ValidationError("--batch takes a number from 1 on.") }
    }

    func run() throws {
        let workspace = try options.open()
        let unfinished = try resume.map { try workspace.store.unfinishedImport($0) }
        var settings = unfinished?.options ?? asked
        settings.errorsFolder = workspace.rejectedPath
        let logical = LogicalClock(now: clock.instant ?? SystemClock.now, zone: workspace.configuration.zone)
        var importer = ContactImporter(store: workspace.store, options: settings, clock: logical)
        if let batch { importer.batchSize = batch }
        importer.resumption = unfinished.map { .run($0) } ?? (restart ? .restart : .automatic)
        let bar = ProgressBar("importing", isShown: !options.json)
        let watch = Stopwatch()
        let report = try importer.run(file ?? unfinished?.path ?? "-", startedAt: SystemClock.now) { bar.show($0) }
        bar.end()
        try ImportText(report: report, noun: "contact", seconds: watch.seconds).write(to: options.report)
    }

    private var asked: ImportOptions {
        var settings = ImportOptions()
        settings.existing = existing
        settings.onError = onError
        settings.format = format
        settings.columns = Dictionary(columns.map { ($0.name, $0.value) }, uniquingKeysWith: { _, last in last })
        settings.ignoredColumns = Set(ignored)
        settings.lists = lists
        settings.createsFields = createsFields
        return settings
    }
}
