/// Why contacts cannot be exported as asked.
public enum ExportError: Error, Hashable, Sendable, CustomStringConvertible {
    case unknownColumn(String, suggestion: String)

    public var description: String {
        switch self {
        case .unknownColumn(let name, let suggestion): "no column '\(name)'\(suggestion)"
        }
    }
}
