/// What workers tell a scheduler. A worker's number is never used twice.
public enum WorkerEvent: Hashable, Sendable {
    case ready(Int)
    /// It is alive.
    case beat(Int)
    case ended(Int, run: Int64, lease: Int64, RunEnd)
    /// It gives back what it has not begun.
    case returned(Int, [Int64])
    /// It is gone; `reason` is to be read after "its worker".
    case gone(Int, reason: String)
}
