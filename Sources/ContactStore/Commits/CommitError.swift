public import Contacts

/// Why a change set cannot be committed.
public enum CommitError: DataBearing, Hashable, Sendable {
    /// Contacts are no longer as the change set found them: the first of them, and how many there are.
    case conflicts([Conflict], total: Int)
    case noSuchRun(Int64)
    case notUndoable(run: Int64, reason: String)

    public func words(showingData: Bool) -> String {
        switch self {
        case .conflicts(let conflicts, let total):
            (conflicts.first?.words(showingData: showingData) ?? "the store changed meanwhile")
                + (total > 1 ? " (and \(total - 1) more)" : "")
        case .noSuchRun(let run): "no run \(run); 'lunation runs' lists them"
        case .notUndoable(let run, let reason): "run \(run) cannot be undone: \(reason)"
        }
    }
}
