public import Scheduling

/// A run of the queue under the lease that its worker has: what a commit of it ends.
public struct RunClaim: Hashable, Sendable {
    public let run: Int64
    public let lease: Int64
    /// What its trigger gave it to handle, whose position moves with the commit.
    public let batch: TriggerBatch?

    public init(run: Int64, lease: Int64, batch: TriggerBatch? = nil) {
        self.run = run
        self.lease = lease
        self.batch = batch
    }
}
