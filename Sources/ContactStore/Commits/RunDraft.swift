public import Contacts
public import Scheduling

/// What is known of a run before it is committed.
public struct RunDraft: Sendable {
    public var kind: RunKind
    /// The script's, file's or undone run's name.
    public var name: String
    /// The job that the run is of: what its next run calls its last one.
    public var job: String?
    /// The SHA-256 of the script, in hexadecimal.
    public var hash: String?
    /// A JSON object of what `--set` gave.
    public var arguments: String?
    public var startedAt: Timestamp
    /// The run that this one takes back.
    public var undoes: Int64?
    /// Where it is a run of the queue: the lease under which its worker has it. The commit is refused where that is over.
    public var claim: RunClaim?
    /// What becomes of the run's events in the account, where nobody knows whether one has arrived.
    public var delivery = Delivery.atLeastOnce

    public init(
        kind: RunKind, name: String, hash: String? = nil, arguments: String? = nil, startedAt: Timestamp, undoes: Int64? = nil
    ) {
        self.kind = kind
        self.name = name
        self.hash = hash
        self.arguments = arguments
        self.startedAt = startedAt
        self.undoes = undoes
    }
}
