/// How contacts are written to a file.
public struct ExportOptions: Sendable {
    public enum Format: String, Sendable, CaseIterable {
        case csv
        case jsonl
    }

    public var format = Format.csv
    /// Properties and merge tags, in the order of the columns; nil is all of them.
    public var columns: [String]?

    public init(format: Format = .csv, columns: [String]? = nil) {
        self.format = format
        self.columns = columns
    }
}
