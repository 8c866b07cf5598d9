/// What an export did.
public struct ExportReport: Hashable, Sendable {
    /// The run that it is recorded as: its id; 0 where it has none, as in a workspace on a read-only file system.
    public var run: Int64 = 0
    public var status = TransferStatus.finished
    public var count = 0
    public var path: String
    /// The description beside the file; nil where the contacts went to a pipe or a device.
    public var manifest: String?

    public init(path: String) {
        self.path = path
    }
}
