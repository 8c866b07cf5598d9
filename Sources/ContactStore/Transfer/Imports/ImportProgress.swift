/// How far an import is.
public struct ImportProgress: Sendable {
    public let rows: Int
    /// Bytes of the file read, as they lie on the disk, and all of them; nil for a pipe.
    public let bytesRead: Int
    public let totalBytes: Int?

    public init(rows: Int, bytesRead: Int, totalBytes: Int?) {
        self.rows = rows
        self.bytesRead = bytesRead
        self.totalBytes = totalBytes
    }
}
