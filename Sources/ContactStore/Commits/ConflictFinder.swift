import Contacts

/// Finds what other commits have changed under a change set. Runs inside the commit's transaction.
struct ConflictFinder {
    let connection: any SQLConnection
    let catalog: Catalog
    /// The commit that the change set's snapshot showed.
    let since: Int64
    let shape: StagedShape

    /// How many conflicts are told one by one.
    static let shown = 20

    func check() throws {
        guard !shape.isEmpty else { return }
        var conflicts: [Conflict] = []
        var total = 0
        let touched = "SELECT contact FROM temp.change WHERE kind < 20 AND kind <> 3 UNION SELECT contact FROM temp.new_event"
        let isOld = "t.contact NOT IN (SELECT id FROM temp.new_contact)"
        let sql = """
            SELECT t.contact, c.email, c.uuid FROM (\(touched)) t LEFT JOIN contact c ON c.id = t.contact
            WHERE \(isOld) AND (c.id IS NULL OR c.revision > ?)
            """
        try connection.rows(sql, [.integer(since)]) { row in
            total += 1
            guard conflicts.count < Self.shown else { return }
            if row.isNull(1) {
                conflicts.append(Conflict(email: Conflict.deleted, property: nil))
            } else {
                conflicts += try changes(of: row.integer(0), email: row.text(1), id: UUIDv7(bytes: row.bytes(2)))
            }
        }
        let taken = try taken() + sharedConflicts()
        conflicts += taken
        total += taken.count
        if total > 0 { throw CommitError.conflicts(conflicts, total: total) }
    }

    /// What commits since the snapshot have changed of a contact, from the journal.
    func changes(of contact: Int64, email: String, id: UUIDv7?) throws -> [Conflict] {
        var conflicts: [Conflict] = []
        let sql = """
            SELECT j.kind, j.target, j.before, j.after FROM run r JOIN journal j ON j.run = r.id
            WHERE r.sequence > ? AND j.contact = ? ORDER BY r.id, j.kind, j.target
            """
        try connection.rows(sql, [.integer(since), .integer(contact)]) { row in
            guard let kind = ChangeKind(rawValue: row.integer(0)) else { return }
            let change = PropertyChange(kind, row.integer(1), before: row.value(2), after: row.value(3), in: catalog)
            conflicts.append(
                Conflict(
                    email: email, id: id, property: change.property, expected: change.before?.description,
                    current: change.after?.description))
        }
        return conflicts.isEmpty
            ? [Conflict(email: email, id: id, property: "contact", expected: "as planned", current: "changed since")] : conflicts
    }

    /// Names, addresses and ids that somebody else has taken meanwhile.
    private func taken() throws -> [Conflict] {
        var conflicts: [Conflict] = []
        func find(_ what: String, _ sql: String) throws {
            try connection.rows(sql) { row in
                conflicts.append(Conflict(email: row.text(0), property: what, expected: nil, current: "created since"))
            }
        }
        let leaving = "(SELECT target FROM temp.change WHERE kind IN (20, 21) AND before IS NOT NULL)"
        try find(
            "list",
            """
            SELECT l.name FROM list l JOIN temp.change s ON s.kind = 20 AND s.before IS NULL
            AND (s.target = l.id OR s.after = l.name AND l.id NOT IN \(leaving))
            """)
        try find("field", "SELECT f.tag FROM field f JOIN temp.change s ON s.kind = 30 AND s.before IS NULL AND s.target = f.id")
        for field in catalog.fields where shape.createdFields.contains(field.id) {
            let gone = "(SELECT target FROM temp.change WHERE kind = 30 AND after IS NULL)"
            let sql = "SELECT tag FROM field WHERE (tag = ? OR name = ?) AND id <> ? AND id NOT IN \(gone)"
            try connection.rows(sql, [.text(field.tag), .text(field.name), .integer(field.id)]) { row in
                conflicts.append(Conflict(email: row.text(0), property: "field", expected: nil, current: "created since"))
            }
        }
        try find(
            "contact",
            """
            SELECT c.email FROM contact c JOIN temp.new_contact n ON n.email = c.email OR n.id = c.id
            WHERE c.id NOT IN (SELECT contact FROM temp.change WHERE kind = 2 AND target = 0)
            AND (n.id = c.id OR c.id NOT IN (SELECT contact FROM temp.change WHERE kind = 4 AND target = 0)) LIMIT 20
            """)
        try find(
            "contact",
            """
            SELECT c.email FROM contact c JOIN temp.change s ON s.kind = 4 AND s.target = 0 AND s.after = c.email AND s.contact <> c.id
            WHERE c.id NOT IN (SELECT contact FROM temp.change WHERE kind IN (2, 4) AND target = 0) LIMIT 20
            """)
        return try conflicts + segmentConflicts()
    }
}
