/// What became of the wish that a run be cancelled.
public enum RunCancellation: Hashable, Sendable {
    /// It had not begun, and will not.
    case cancelled
    /// It is running, and its scheduler is to end it.
    case requested
    /// The same, and somebody has asked for it before.
    case requestedBefore
}
