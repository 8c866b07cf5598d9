import ArgumentParser
import Formats
import Lunation

struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", _superCommandName: "lunation",
        abstract: "Writes contacts to a CSV or JSON Lines file (gzip by the ending .gz, - for standard output).",
        discussion: """
            Beside the file goes FILE.manifest.json: columns and their types, the condition, how many rows, the file's SHA-256.
            'lunation import' reads the file back.

            EXAMPLES
              lunation export all.csv.gz
              lunation export idle.csv --where 'contact.fields.last_purchase:older_than "365d"' --columns email,last_purchase
              lunation export - --format jsonl
            """)

    @Argument(help: "The file.") var file: String
    @Option(name: .customLong("where"), help: ArgumentHelp("A Lua expression that contacts must meet.", valueName: "expression"))
    var expression: String?
    @Option(help: ArgumentHelp("Properties and merge tags, separated by commas.", valueName: "names")) var columns: String?
    @Option(help: ArgumentHelp("csv or jsonl; taken from the file's ending where it is not given.", valueName: "format"))
    var format: TransferFormat?
    @OptionGroup var clock: ClockOptions
    @OptionGroup var data: DataOptions
    @OptionGroup var options: WorkspaceOptions

    func validate() throws {
        if file == "-", options.json {
            throw ValidationError("'export -' writes the contacts to standard output, where --json has no room.")
        }
    }

    func run() throws {
        let workspace = try options.open()
        var runOptions = RunOptions()
        runOptions.onStall = Stall.end
        runOptions.now = clock.instant
        runOptions.showsData = data.showsData
        var settings = ExportOptions(
            format: format ?? TransferFormat(path: file), columns: columns.map { $0.split(separator: ",").map(String.init) })
        settings.program = Release.program
        let watch = Stopwatch()
        let report = try ScriptRunner(workspace: workspace, options: runOptions).export(where: expression, to: file, options: settings)
        let record = report.run > 0 ? "run \(report.run)" : "no record (the workspace is read-only)"
        let text = "\(record): \(Numbers.rate(report.count, "contact", watch.seconds)) to \(file)"
        if file == "-" {
            Terminal.standardError.write(text + "\n")
        } else {
            try options.report.write(text: { _ in text }, json: { json(report) })
        }
    }

    private func json(_ report: ExportReport) -> JSONValue {
        [
            "id": report.run > 0 ? .integer(report.run) : .null, "status": .string(report.status.rawValue), "file": .string(file),
            "contacts": .integer(Int64(report.count)), "manifest": report.manifest.map { .string($0) } ?? .null,
        ]
    }
}
