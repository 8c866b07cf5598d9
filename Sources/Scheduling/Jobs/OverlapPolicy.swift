/// What becomes of a run that is due while another run of the job is not done.
public enum OverlapPolicy: String, Sendable, CaseIterable {
    /// It is skipped, and the ledger says so.
    case skip
    /// It waits for its turn.
    case queue
    /// The other one is cancelled.
    case replace
    /// Both go on at once.
    case allow
}
