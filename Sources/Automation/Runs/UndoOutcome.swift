public import ContactStore
public import Contacts

/// How an undo ended.
public enum UndoOutcome: Sendable {
    case committed(RunRecord, ChangeSummary, UndoReport)
    /// Contacts were changed since, and nothing was undone.
    case conflicting(UndoReport)
}
