/// A run as a worker gets it.
public struct RunAssignment: Hashable, Sendable {
    public let run: QueuedRun
    /// How long it may take, in milliseconds.
    public let timeout: Int64

    public init(run: QueuedRun, timeout: Int64) {
        self.run = run
        self.timeout = timeout
    }
}
