/// What a scheduler wants done.
public enum SchedulerOrder: Hashable, Sendable {
    /// A worker is to run these, one after the other.
    case start(Int, [RunAssignment])
    /// A worker is to be ended at once, whatever it does.
    case kill(Int)
    /// A worker is to give back what it has not begun.
    case recall(Int)
    /// Another worker is to be started, which takes the place of one that has done enough.
    case renew(Int)
    /// A worker has done enough, and nothing to do: it is to go.
    case retire(Int)
    case tell(SchedulerNotice)
}
