import Contacts

/// The undo of what contacts and fields are called by, each of which is called so alone.
extension UndoStager {
    /// Contacts get their old addresses back, all at once, unless somebody else has them by now.
    func invertAddresses() throws -> (shown: [Conflict], count: Int) {
        guard try connection.integer("SELECT 1 FROM journal WHERE run = ? AND kind = 4 LIMIT 1", [.integer(run.id)]) != nil else {
            return ([], 0)
        }
        var (shown, count) = try invert(.email, 0, current: "c.email")
        // One that cannot go back keeps an address that another may have wanted: as long as there are any.
        while true {
            var stuck: [(contact: Int64, current: String, wanted: String, id: UUIDv7?)] = []
            let sql = """
                SELECT s.contact, c.email, s.after, c.uuid FROM temp.change s JOIN contact c ON c.id = s.contact
                JOIN contact x ON x.email = s.after AND x.id <> s.contact
                WHERE s.kind = 4 AND s.target = 0 AND x.id NOT IN (SELECT contact FROM temp.change WHERE kind IN (2, 4) AND target = 0)
                """
            try connection.rows(sql) { stuck.append(($0.integer(0), $0.text(1), $0.text(2), UUIDv7(bytes: $0.bytes(3)))) }
            guard !stuck.isEmpty else { return (shown, count) }
            for (contact, current, wanted, id) in stuck {
                count += 1
                if shown.count < ConflictFinder.shown {
                    shown.append(Conflict(email: current, id: id, property: "email", expected: wanted, current: "that of another contact"))
                }
                try connection.run("DELETE FROM temp.change WHERE kind = 4 AND target = 0 AND contact = ?", [.integer(contact)])
            }
        }
    }

    /// Fields get their old names and merge tags back, all at once.
    func invertFieldRenames() throws -> [Conflict] {
        var conflicts: [Conflict] = []
        var renames: [(field: Field, old: Field)] = []
        let sql = "SELECT target, before, after FROM journal WHERE run = ? AND kind = 31 ORDER BY target"
        try connection.rows(sql, [.integer(run.id)]) { row in
            let id = row.integer(0)
            guard let field = snapshot.catalog.field(id: id), let old = Field(id: id, definition: row.text(1)), field != old else { return }
            if field.definition == row.text(2) {
                renames.append((field, old))
            } else {
                let expected = Field(id: id, definition: row.text(2))?.tag
                conflicts.append(Conflict(email: "field \(field.tag)", property: "name", expected: expected, current: field.tag))
            }
        }
        let moving = Set(renames.map(\.field.id))
        for (field, old) in renames {
            if snapshot.catalog.fields.contains(where: { ($0.tag == old.tag || $0.name == old.name) && !moving.contains($0.id) }) {
                conflicts.append(Conflict(email: "field \(old.tag)", property: "name", expected: "free", current: "taken since"))
                continue
            }
            snapshot.catalog.fields = snapshot.catalog.fields.map { $0.id == field.id ? old : $0 }
            try changes.stage(.renameField, field.id, ContactKey(0), after: .text(old.definition)) { .text(field.definition) }
        }
        return conflicts
    }
}
