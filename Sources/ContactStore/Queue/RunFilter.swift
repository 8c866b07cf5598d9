public import Scheduling

/// Which runs are listed.
public struct RunFilter: Hashable, Sendable {
    /// Those of a job, by its name.
    public var job: String?
    public var state: RunState?

    public init(job: String? = nil, state: RunState? = nil) {
        self.job = job
        self.state = state
    }
}
