import Contacts

/// Staging of erasures: deletions that leave nothing for an undo.
extension ChangeSet {
    /// Stages that contacts are erased: a deletion, and the mark that the commit shreds what journals and events hold of them.
    func stageErasure(where condition: SQLFragment) throws -> Int {
        try prepare()
        let keys = try snapshotKeys(where: condition)
        defer { try? connection.execute("DROP TABLE \(keys)") }
        let isMeant = SQLFragment("c.id IN (SELECT id FROM \(keys))")
        let deleted = try stageDeletions(where: isMeant)
        // A contact that this run has made itself leaves nothing to shred.
        let sql = """
            INSERT OR IGNORE INTO temp.change (kind, target, contact, before, after)
            SELECT 3, 0, k.id, NULL, c.email FROM \(keys) k JOIN contact c ON c.id = k.id
            """
        try note(.eraseContact, 0)
        try connection.execute(sql)
        return deleted
    }

    /// Stages the erasure of what journals still hold of an address whose contacts are gone by now. Answers how many contacts
    /// those were.
    func stageErasure(ofFormer email: EmailAddress) throws -> Int {
        let sql = """
            SELECT DISTINCT contact FROM journal
            WHERE kind IN (1, 2) AND (before IS NOT NULL AND json_extract(before, '$[1]') = ?1
                OR after IS NOT NULL AND json_extract(after, '$[1]') = ?1)
            """
        var keys: [Int64] = []
        try connection.rows(sql, [.text(email.value)]) { keys.append($0.integer(0)) }
        var count = 0
        for key in keys where try connection.integer("SELECT 1 FROM contact WHERE id = ?", [.integer(key)]) == nil {
            if try stage(.eraseContact, 0, ContactKey(key), after: .text(email.value), stored: { .null }) { count += 1 }
        }
        return count
    }

    /// The keys of a condition's contacts, fixed in a table of their own.
    private func snapshotKeys(where condition: SQLFragment) throws -> String {
        let table = "temp.erased_keys"
        try connection.execute("CREATE TABLE \(table) (id INTEGER PRIMARY KEY)")
        let alive = snapshot.source.alive.map { " AND \($0)" } ?? ""
        let fill = try connection.prepare(
            "INSERT INTO \(table) SELECT c.id FROM \(snapshot.source.table) c WHERE \(condition.text)\(alive)")
        try fill.run(condition.values)
        return table
    }
}
