public import ContactStore
public import Contacts

/// What a pull did.
public struct PullReport: Sendable {
    /// The run that it is recorded as.
    public var run: Int64
    public var mirror: MirrorReport
    /// Requests, downloads aside.
    public var calls: Int
    public var exports: Int
    /// Columns of the export that stand for nothing here.
    public var unknownColumns: [String] = []
    /// Why the suppressions were not pulled.
    public var suppressionProblem: String?
    /// Whether it went on with a pull that had been cut short.
    public var isResumed = false
    public var startedAt: Timestamp
}
