extension RunState {
    /// To be read after a run's number.
    public var words: String {
        switch self {
        case .queued: "is queued"
        case .running: "is running"
        case .succeeded: "succeeded"
        case .refused: "was refused"
        case .failed: "failed"
        case .cancelled: "was cancelled"
        }
    }
}
