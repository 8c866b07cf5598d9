public import Contacts

/// How contacts are written to a file.
public struct ExportOptions: Sendable {
    public typealias Format = TransferFormat

    public var format = TransferFormat.csv
    /// Properties and merge tags, in the order of the columns; nil is all of them.
    public var columns: [String]?
    /// What the manifest says of where the file comes from: the program, the condition or the script's line, and when.
    public var program = "lunation"
    public var filter: String?
    /// The condition in words.
    public var rule: String?
    public var origin: String?
    public var createdAt: Timestamp?

    public init(format: TransferFormat = .csv, columns: [String]? = nil) {
        self.format = format
        self.columns = columns
    }
}
