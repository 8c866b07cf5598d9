/// What became of a task.
public enum DeliveryOutcome: Hashable, Sendable {
    case delivered
    /// It is sent again. Whether the account may have acted on it, which counts as a failure of its own, and what was said.
    case notSent(mayHaveActed: Bool, message: String?)
    case refused(String)
    case unknown(String)
    /// There was nothing to send.
    case dropped

    /// Whether an event may have happened in the account, so that no undo takes it back.
    var leavesStore: Bool {
        switch self {
        case .delivered, .unknown: true
        case .notSent(let mayHaveActed, _): mayHaveActed
        case .refused, .dropped: false
        }
    }
}
