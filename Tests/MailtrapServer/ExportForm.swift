import Formats

/// The columns of the files that the server exports: Mailtrap documents none, so that a client must take any.
public struct ExportForm: Sendable {
    public enum Column: Sendable {
        case email
        case id
        case status
        case createdAt
        /// A field by its merge tag.
        case field(String)
        /// Names of lists, or their ids, with this between them.
        case listNames(separator: String)
        case listIDs(separator: String)
        case constant(String)
    }

    /// Headers with what is below them; nil for id, email, status, created_at and each field by its name.
    public var columns: [(header: String, column: Column)]?
    public var isGzip = true
    /// Bytes sent in the place of all files.
    public var file: [UInt8]?
    /// What is done to a file before it is sent: cutting it short, say.
    public var mangle: (@Sendable ([UInt8]) -> [UInt8])?

    public init(_ columns: [(header: String, column: Column)]? = nil) {
        self.columns = columns
    }
}
