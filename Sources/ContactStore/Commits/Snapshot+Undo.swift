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
            guard run.kind != .importSuppressions else {
                throw CommitError.notUndoable(run: id, reason: "what the sending side blocks stays blocked")
            }
            // Consent that an earlier undo left withdrawn can still be given back, when it is asked for.
            if let by = run.undoneBy, !resubscribes { throw CommitError.notUndoable(run: id, reason: "run \(by) has undone it already") }
            try changes.prepare()
            if try isErasureAlone(id) {
                throw CommitError.notUndoable(run: id, reason: "it erased contacts for good, which no undo brings back")
            }
            let undo = UndoStager(connection: connection, snapshot: self, run: run, resubscribes: resubscribes)
            var report = try undo.stage()
            report.delivery = try deliveryEstimate()
            changes.retractedRun = id
            return report
        }
    }

    private func isErasureAlone(_ id: Int64) throws -> Bool {
        let kinds = "FROM journal WHERE run = ? AND kind"
        guard try connection.integer("SELECT 1 \(kinds) = 3 LIMIT 1", [.integer(id)]) != nil else { return false }
        let hasEvents = try connection.integer("SELECT 1 FROM event WHERE run = ? LIMIT 1", [.integer(id)]) != nil
        return try !hasEvents && connection.integer("SELECT 1 \(kinds) <> 3 LIMIT 1", [.integer(id)]) == nil
    }
}
