/// What an import did. The counters are those of the Contacts API, and a few more.
public struct ImportReport: Hashable, Sendable {
    /// The run that it is recorded as: its id.
    public var run: Int64 = 0
    public var status = TransferStatus.finished
    public var rows = 0
    public var created = 0
    public var updated = 0
    public var unchanged = 0
    public var rejected = 0
    /// Contacts past what one import may hold, left out.
    public var overLimit = 0
    /// Contacts that the file calls subscribed and that stay unsubscribed.
    public var keptUnsubscribed = 0
    /// Events left out because their key has fired before.
    public var alreadyFired = 0
    /// The row at which it went on, where an earlier attempt had come so far; nil where it began at the start.
    public var resumedAt: Int?
    /// Where the rejected rows are; nil where there are none.
    public var errorsFile: String?
    /// The first reason for a rejection, with its line.
    public var firstError: String?

    public init() {}
}
