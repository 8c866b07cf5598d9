public import Scheduling

/// A run as a list of runs has it.
public enum ListedRun: Hashable, Sendable, Identifiable {
    /// One that is recorded: committed, refused or failed.
    case recorded(RunRecord)
    /// One that only the queue knows: it waits, is running, or was cancelled.
    case queued(QueuedRun)

    public var id: Int64 {
        switch self {
        case .recorded(let run): run.id
        case .queued(let run): run.id
        }
    }
}
