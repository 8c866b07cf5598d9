import Contacts

/// Why a file cannot be imported at all.
public enum ImportError: Error, Hashable, Sendable, CustomStringConvertible {
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

    public var description: String {
        switch self {
        case .empty(let file): "\(file) is empty; its first line must name the columns"
        case .noEmailColumn(let file, let header):
            "\(file) has no column 'email' (it has \(header.joined(separator: ", "))); name it with --map email=COLUMN"
        case .noAddressColumn(let file, let header):
            "\(file) has no column 'email' (it has \(header.joined(separator: ", "))); name the column of the addresses so"
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
        }
    }
}
