public import Contacts

/// Why an import is not begun: it is done whole or not at all.
public enum ImportRefusal: DataBearing, Sendable {
    /// The rows that something is wrong with, by their addresses as the request has them, in its order.
    case rows([(email: String, problems: [Invalid])])
    /// What is wrong with the request as a whole.
    case request([Invalid])
    case failed(ServedError)

    public func words(showingData: Bool) -> String {
        switch self {
        case .rows(let rows):
            "\(rows.count) row\(rows.count == 1 ? "" : "s") cannot be imported"
                + (rows.first.map { row in
                    ": " + (showingData ? "\(row.email): " : "") + row.problems.map(\.description).joined(separator: "; ")
                } ?? "")
        case .request(let problems): problems.map(\.description).joined(separator: "; ")
        case .failed(let error): error.words(showingData: showingData)
        }
    }
}
