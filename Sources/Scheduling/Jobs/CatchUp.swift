/// What becomes of times at which nobody was there to run the job.
public enum CatchUp: String, Sendable, CaseIterable {
    /// The last one runs, for all of them.
    case once
    /// Each runs, in order.
    case all
    /// They are skipped.
    case none
}
