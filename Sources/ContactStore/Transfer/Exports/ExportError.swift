/// Why contacts cannot be exported as asked.
public enum ExportError: Error, Hashable, Sendable, CustomStringConvertible {
    case unknownColumn(String, suggestion: String)
    case duplicateColumn(String)
    case noColumns

    public var description: String {
        switch self {
        case .unknownColumn(let name, let suggestion): "no column '\(name)'\(suggestion)"
        case .duplicateColumn(let name): "column '\(name)' is named twice"
        case .noColumns: "an export needs a column"
        }
    }
}
