/// A batch of a trigger's log that a run handles: rows whose numbers are past one and up to another.
///
/// The position of the trigger moves from `from` to `through` in the transaction that commits the run, or not at all.
public struct TriggerBatch: Hashable, Sendable {
    public var trigger: JobTrigger
    /// The last number that is handled already.
    public var from: Int64
    /// The last number of the batch.
    public var through: Int64
    /// The generation of the log that the numbers are of: taking events back begins a new one.
    public var generation: Int64

    public init(trigger: JobTrigger, from: Int64, through: Int64, generation: Int64) {
        self.trigger = trigger
        self.from = from
        self.through = through
        self.generation = generation
    }
}
