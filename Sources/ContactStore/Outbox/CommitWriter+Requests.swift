import Contacts

extension CommitWriter {
    /// Puts the staged requests into the outbox, due at once.
    func writeRequests(_ run: Int64) throws {
        if changes.shape.hasRequests {
            // What an undo took back may be asked for again; what another run has asked for meanwhile is there already.
            try connection.execute("DELETE FROM outbox WHERE status = 'retracted' AND key IN (SELECT key FROM temp.new_request)")
            try connection.run(
                """
                INSERT OR IGNORE INTO outbox (run, key, method, url, headers, body, status, attempts, next_at)
                SELECT ?, key, method, url, headers, body, 'pending', 0, 0 FROM temp.new_request ORDER BY id
                """, [.integer(run)])
        }
    }

    /// Takes a run's requests back that have not been sent.
    func retractRequests(of old: Int64) throws {
        try connection.run(
            "UPDATE outbox SET status = 'retracted', headers = NULL, body = NULL WHERE run = ? AND status = 'pending'", [.integer(old)])
    }
}
