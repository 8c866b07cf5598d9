public import Scheduling

/// Which runs are listed.
public struct RunFilter: Hashable, Sendable {
    /// Those of a job, by its name.
    public var job: String?
    public var state: RunState?

    /// Those too that requests to the served API are recorded as, of which there are many.
    public var includesRequests: Bool

    public init(job: String? = nil, state: RunState? = nil, includesRequests: Bool = false) {
        self.job = job
        self.state = state
        self.includesRequests = includesRequests
    }
}
