public import Contacts

/// Why an import is not begun: it is done whole or not at all.
public enum ImportRefusal: DataBearing, Hashable, Sendable {
    /// The rows that something is wrong with, by their addresses as the request has them, in its order.
    case rows([(email: String, problems: [Invalid])])
    /// What is wrong with the request as a whole.
    case request([Invalid])
    case failed(ServedError)

    public static func == (left: Self, right: Self) -> Bool {
        switch (left, right) {
        case (.rows(let left), .rows(let right)): left.elementsEqual(right) { $0.email == $1.email && $0.problems == $1.problems }
        case (.request(let left), .request(let right)): left == right
        case (.failed(let left), .failed(let right)): left == right
        default: false
        }
    }

    public func hash(into hasher: inout Hasher) {
        switch self {
        case .rows(let rows): for row in rows { hasher.combine(row.email) }
        case .request(let problems): hasher.combine(problems)
        case .failed(let error): hasher.combine(error)
        }
    }

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
