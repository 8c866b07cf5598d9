public import Scheduling

/// What started a run, and what it is to handle; scripts read it as `run.trigger`.
public struct RunTrigger: Hashable, Sendable {
    public var cause: RunCause
    /// The event's name, the segment's, or that of the job that it came after.
    public var name: String?
    /// What a run of `on = "…"` handles.
    public var batch: TriggerBatch?

    /// - Parameter name: that of the batch's event or segment, where it is nil.
    public init(cause: RunCause, name: String? = nil, batch: TriggerBatch? = nil) {
        self.cause = cause
        self.name = name ?? batch?.trigger.name
        self.batch = batch
    }
}
