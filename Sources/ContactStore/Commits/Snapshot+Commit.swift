public import Contacts

extension Snapshot {
    /// Writes what is staged in one transaction: contacts, events, journal and the run's record, or nothing.
    ///
    /// It ends the snapshot's read transaction first. A staged contact that somebody else has changed since, or a name or an
    /// address taken meanwhile, is a conflict; start over on a new snapshot then.
    ///
    /// - Throws: ``CommitError`` with the conflicts, or ``StoreError``.
    public func commit(_ draft: RunDraft, finishedAt: Timestamp) throws -> RunRecord {
        let summary = try summary()
        isCommitted = true
        return try store.translating {
            try connection.execute("COMMIT")
            // Nothing is promised where nothing changed: a power cut may lose the record of it, which saves two waits for the disk.
            if changes.shape.isEmpty, changes.retractedRun == nil, store.isDurable { try connection.execute("PRAGMA synchronous = NORMAL") }
            try connection.execute("PRAGMA main.cache_size = -\(SQLiteDriver.Purpose.commit.cacheSize)")
            return try connection.transaction {
                let current = try connection.integer("SELECT value FROM meta WHERE key = 'sequence'") ?? 0
                if current != sequence {
                    try ConflictFinder(connection: connection, catalog: catalog, since: sequence, shape: changes.shape).check()
                }
                let writer = CommitWriter(connection: connection, changes: changes, catalog: catalog, sequence: current + 1, now: clock.now)
                return try writer.write(draft, summary: summary, finishedAt: finishedAt)
            }
        }
    }
}
