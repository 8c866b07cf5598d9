public import Contacts

/// Why a file cannot be imported at all.
public enum ImportError: DataBearing, Hashable, Sendable {
    case empty(file: String)
    case noEmailColumn(file: String, header: [String])
    case noAddressColumn(file: String, header: [String])
    /// Columns that stand for nothing, each with the nearest thing that there is.
    case unknownColumns(file: String, [String], suggestions: [String: String])
    case duplicateColumn(file: String, String)
    case missingColumn(file: String, property: String, header: String)
    case noTimeColumn(file: String)
    case noEventName(file: String)
    /// The same file was imported before and the run not undone.
    case importedBefore(file: String, run: Int64)
    case badRow(file: String, line: Int, reason: String)
    /// It ended early; earlier rows are committed.
    case stopped(reason: String, run: Int64, rows: Int)
    /// What ended it can be mended, and it can go on behind the rows that are committed.
    case interrupted(reason: String)
    case notResumable(run: Int64, reason: String)
    /// The file is not the one that the import was begun with.
    case changed(file: String, run: Int64)
    /// Another process imports the same run.
    case takenOver(run: Int64)
    /// Fields cannot be made from a pipe that names them line by line.
    case needsFile(String)

    public func words(showingData: Bool) -> String {
        switch self {
        case .empty(let file): "\(file) is empty; its first line must name the columns"
        case .noEmailColumn(let file, let header):
            "\(file) has no column 'email' \(Self.names(header, showingData)); name it with --map email=COLUMN"
        case .noAddressColumn(let file, let header):
            "\(file) has no column 'email' \(Self.names(header, showingData)); name the column of the addresses so"
        case .unknownColumns(let file, let columns, let suggestions):
            "\(file): no field for column\(columns.count == 1 ? "" : "s") "
                + columns.map { "'\($0)'" + (suggestions[$0].map { " (did you mean '\($0)'?)" } ?? "") }.joined(separator: ", ")
                + "; add --create-fields, --map FIELD=COLUMN or --ignore COLUMN"
        case .duplicateColumn(let file, let column): "\(file) has more than one column for '\(column)'"
        case .missingColumn(let file, let property, let header): "\(file) has no column '\(header)', which --map gives to '\(property)'"
        case .noTimeColumn(let file): "\(file) has no column 'at' or 'date' for when the events happened; name it with --map at=COLUMN"
        case .noEventName(let file): "\(file) has no column 'name'; say what the events are called with --name"
        case .importedBefore(let file, let run):
            "\(file) was imported before, as run \(run), and its events have no keys: importing it again would double them. "
                + "Use --again if that is meant, or 'lunation undo \(run)' first"
        case .badRow(let file, let line, let reason): "\(file):\(line): \(reason)"
        case .stopped(let reason, let run, let rows):
            "\(reason); \(rows == 1 ? "the row" : "the \(rows) rows") before it stay imported: 'lunation undo \(run)' takes them back"
        case .interrupted(let reason): reason
        case .notResumable(let run, let reason): "run \(run) cannot be resumed: \(reason)"
        case .changed(let file, let run):
            "\(file) is not the file that run \(run) was importing: it has changed since. Import it anew with --restart, which keeps what "
                + "is there; 'lunation undo \(run)' takes that back"
        case .takenOver(let run): "another process has gone on with run \(run), or undone it; this one has stopped"
        case .needsFile(let option):
            "\(option) cannot work on JSON Lines from standard input: it looks at the first lines twice; name a file"
        }
    }

    /// What a file's first line calls its columns, in brackets. A line that names nothing that is known may be no header but the
    /// first of the rows, and is not shown then.
    public static func names(_ header: [String], _ showingData: Bool) -> String {
        let known = ["id", "status", "created_at", "lists", "name", "at", "date", "reason"]
        let isHeader =
            !header.contains { $0.contains("@") }
            && header.contains { $0.lowercased().contains("mail") || known.contains($0.lowercased()) }
        guard isHeader || showingData else { return "(its first line names no column that is known)" }
        return "(it has \(header.joined(separator: ", ")))"
    }
}
