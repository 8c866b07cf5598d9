/// Why a scheduler cannot go on.
public enum SchedulerError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Another one has taken the workspace over.
    case superseded
    case noWorker(reason: String)
    case noWatch(path: String, reason: String)

    public var description: String {
        switch self {
        case .superseded: "another scheduler has taken this workspace over"
        case .noWorker(let reason): "cannot start a worker process: \(reason)"
        case .noWatch(let path, let reason): "cannot watch \(path) for changes: \(reason)"
        }
    }
}
