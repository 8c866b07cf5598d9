/// Why a scheduler cannot go on.
public enum SchedulerError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Another one has taken the workspace over.
    case superseded

    public var description: String {
        switch self {
        case .superseded: "another scheduler has taken this workspace over"
        }
    }
}
