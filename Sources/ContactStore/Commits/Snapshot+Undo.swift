import Contacts

extension Snapshot {
    /// Stages the inverse of a committed run, so that it can be looked at, guarded and committed like any other change set.
    ///
    /// Consent is left where it is when putting it back would raise it, unless `resubscribes` says so.
    ///
    /// - Returns: what cannot be put back because it was changed since, each property of each contact (the first 20), and
    ///   how many they are; and how many of the run's events have left the store and stay fired.
    public func stageUndo(of id: Int64, resubscribes: Bool = false) throws -> UndoReport {
        try store.translating {
            guard let run = try store.run(id, on: connection) else { throw CommitError.noSuchRun(id) }
            guard run.kind != .export else { throw CommitError.notUndoable(run: id, reason: "an export changes nothing") }
            // An import that failed may have committed rows before it did.
            let isUndoable = run.status == .committed || run.status == .started || run.transferStatus == .failed
            guard isUndoable else {
                throw CommitError.notUndoable(run: id, reason: "it was \(run.status.rawValue)")
            }
            // Consent that an earlier undo left withdrawn can still be given back, when it is asked for.
            if let by = run.undoneBy, !resubscribes { throw CommitError.notUndoable(run: id, reason: "run \(by) has undone it already") }
            try changes.prepare()
            let undo = UndoStager(connection: connection, snapshot: self, run: run, resubscribes: resubscribes)
            let report = try undo.stage()
            changes.retractedRun = id
            return report
        }
    }
}
