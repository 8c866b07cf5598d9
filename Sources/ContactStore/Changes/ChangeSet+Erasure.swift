import Contacts

/// Staging of erasures: deletions that leave nothing for an undo.
extension ChangeSet {
    /// Stages that contacts are erased: a deletion, and the mark that the commit shreds what journals and events hold of them.
    func stageErasure(where condition: SQLFragment) throws -> Int {
        try prepare()
        var deleted = 0
        if shape.hasCreations {
            // A contact that this run has made itself leaves nothing to shred.
            deleted += try stageDeletions(where: condition.parenthesised + " AND c.id IN (SELECT id FROM temp.new_contact)")
        }
        // The marks first: the condition may ask for what the deletions take away.
        let alive = snapshot.source.alive.map { " AND \($0)" } ?? ""
        let insert = try connection.prepare(
            "INSERT OR IGNORE INTO temp.change (kind, target, contact, before, after) SELECT 3, 0, c.id, NULL, c.email "
                + "FROM \(snapshot.source.table) c WHERE \(condition.parenthesised.text)\(alive)")
        try insert.run(condition.values)
        // Who erases nobody does not have the store rewritten.
        guard connection.changedRows > 0 else { return deleted }
        try note(.eraseContact, 0)
        let isMarked = "c.id IN (SELECT s.contact FROM temp.change s WHERE s.kind = 3 AND s.target = 0)\(alive)"
        return try deleted + stageDeletions(where: SQLFragment(isMarked))
    }

    /// Stages the erasure of what journals still hold of an address whose contacts are gone by now. Answers how many contacts
    /// those were.
    func stageErasure(ofFormer email: EmailAddress) throws -> Int {
        let sql = """
            SELECT DISTINCT contact FROM journal
            WHERE kind = 4 AND ?1 IN (before, after) OR kind IN (1, 2) AND (before IS NOT NULL AND json_extract(before, '$[1]') = ?1
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
}
