import Contacts

/// Turns the rows of a staged import into staged changes, in SQL.
struct ImportChanges {
    let stager: ImportStager
    let tables: ImportTables

    private var snapshot: Snapshot { stager.snapshot }
    private var changes: ChangeSet { snapshot.changes }
    private var connection: any SQLConnection { tables.connection }

    func stage(_ counts: (valid: Int, effective: Int), _ report: inout ImportReport) throws {
        for name in stager.options.lists {
            let list = try snapshot.ensureList(ContactList(validating: 0, name: name).name)
            try connection.run(
                "INSERT OR REPLACE INTO \(tables.lists) (contact, list, joins) SELECT contact, \(list.id), 1 FROM \(tables.rows)")
        }
        let distinct = Int(try connection.integer("SELECT count(*) FROM \(tables.rows)") ?? 0)
        report.created = Int(try connection.integer("SELECT count(*) FROM \(tables.rows) WHERE is_new") ?? 0)
        try connection.execute("CREATE INDEX \(tables.rows)_contact ON import_row_\(tables.number) (contact)")
        if report.created > 0 { try stageCreations() }
        // What creations need of lists is staged before the rest is looked up.
        if stager.options.existing != .keep {
            for (index, field) in tables.fields.enumerated() { try compare(field, bit: 1 << index) }
            try compareStatus(&report)
        }
        try compareLists()
        let changed = Int(try connection.integer("SELECT count(DISTINCT contact) FROM \(tables.changes)") ?? 0)
        try merge()
        // A row that repeats an address has changed what the earlier ones say, or it has not.
        let repeated = counts.effective - distinct
        report.updated = changed + repeated
        report.unchanged = counts.valid - report.created - report.updated
    }

    private func stageCreations() throws {
        let now: SQLValue = .integer(snapshot.clock.now.milliseconds)
        try connection.run(
            "INSERT INTO temp.new_contact (id, uuid, email, status, created_at, updated_at, revision) "
                + "SELECT contact, uuid, email, coalesce(status, 1), coalesce(created_at, ?1), ?1, 0 FROM \(tables.rows) "
                + "WHERE is_new ORDER BY contact", [now])
        try connection.run(
            "INSERT INTO temp.change (kind, target, contact, before, after) SELECT 1, 0, contact, NULL, "
                + "json_array(hex(uuid), email, coalesce(status, 1), coalesce(created_at, ?1), ?1) FROM \(tables.rows) "
                + "WHERE is_new ORDER BY contact", [now])
        changes.noteCreation()
        try changes.note(.createContact, 0)
        for field in tables.fields {
            let column = Schema.column(field.id)
            try connection.run(
                "INSERT INTO temp.change (kind, target, contact, before, after) SELECT 6, \(field.id), contact, NULL, \(column) "
                    + "FROM \(tables.rows) WHERE is_new AND \(column) IS NOT NULL ORDER BY contact")
            if connection.changedRows > 0 { try changes.note(.field, field.id) }
        }
        try connection.run(
            "INSERT INTO temp.change (kind, target, contact, before, after) SELECT 7, l.list, l.contact, 0, 1 "
                + "FROM \(tables.lists) l JOIN \(tables.rows) r ON r.contact = l.contact WHERE r.is_new AND l.joins")
        for list in try targets(
            "SELECT DISTINCT l.list FROM \(tables.lists) l JOIN \(tables.rows) r ON r.contact = l.contact WHERE is_new AND joins")
        {
            try changes.note(.list, list)
        }
    }

    private func compare(_ field: Field, bit: Int) throws {
        let column = Schema.column(field.id)
        let stored = changes.shape.createdFields.contains(field.id) ? "NULL" : "c.\(column)"
        var current = stored
        if changes.shape.has(.field, field.id) {
            let staged = "FROM temp.change s WHERE s.kind = 6 AND s.target = \(field.id) AND s.contact = r.contact"
            current = "(CASE WHEN EXISTS (SELECT 1 \(staged)) THEN (SELECT s.after \(staged)) ELSE \(stored) END)"
        }
        let speaks = stager.options.existing == .replace ? "(r.valued | r.cleared)" : "r.valued"
        try connection.run(
            "INSERT INTO \(tables.changes) SELECT 6, \(field.id), r.contact, \(stored), r.\(column) FROM \(tables.rows) r "
                + "LEFT JOIN contact c ON c.id = r.contact WHERE NOT r.is_new AND \(speaks) & \(bit) AND \(current) IS NOT r.\(column)")
    }

    private func compareStatus(_ report: inout ImportReport) throws {
        let stored = "coalesce(c.status, (SELECT n.status FROM temp.new_contact n WHERE n.id = r.contact))"
        let staged = "(SELECT s.after FROM temp.change s WHERE s.kind = 5 AND s.target = 0 AND s.contact = r.contact)"
        let current = changes.shape.has(.status, 0) ? "coalesce(\(staged), \(stored))" : stored
        let rows = "FROM \(tables.rows) r LEFT JOIN contact c ON c.id = r.contact WHERE NOT r.is_new"
        let isDown = "r.status = 0 AND \(current) = 1"
        let isUp = "r.status = 1 AND \(current) = 0"
        let condition = stager.resubscribes ? "(\(isDown) OR \(isUp))" : isDown
        if !stager.resubscribes { report.keptUnsubscribed = Int(try connection.integer("SELECT count(*) \(rows) AND \(isUp)") ?? 0) }
        try connection.run("INSERT INTO \(tables.changes) SELECT 5, 0, r.contact, \(stored), r.status \(rows) AND \(condition)")
    }

    private func compareLists() throws {
        let stored = "EXISTS (SELECT 1 FROM membership m WHERE m.list = l.list AND m.contact = l.contact)"
        let staged = "(SELECT s.after FROM temp.change s WHERE s.kind = 7 AND s.target = l.list AND s.contact = l.contact)"
        try connection.run(
            "INSERT INTO \(tables.changes) SELECT 7, l.list, l.contact, \(stored), l.joins FROM \(tables.lists) l "
                + "JOIN \(tables.rows) r ON r.contact = l.contact WHERE NOT r.is_new AND coalesce(\(staged), \(stored)) IS NOT l.joins")
    }

    /// Lays the changes over what is staged already; what comes back to where it started is no change.
    private func merge() throws {
        var properties: [(ChangeKind, Int64)] = []
        try connection.rows("SELECT DISTINCT kind, target FROM \(tables.changes)") { row in
            if let kind = ChangeKind(rawValue: row.integer(0)) { properties.append((kind, row.integer(1))) }
        }
        guard !properties.isEmpty else { return }
        try connection.run(
            "INSERT INTO temp.change (kind, target, contact, before, after) SELECT kind, target, contact, before, after "
                + "FROM \(tables.changes) WHERE true ORDER BY kind, target, contact "
                + "ON CONFLICT (kind, target, contact) DO UPDATE SET after = excluded.after")
        for (kind, target) in properties {
            if changes.shape.has(kind, target) {
                try connection.run(
                    "DELETE FROM temp.change WHERE kind = ? AND target = ? AND before IS after",
                    [.integer(kind.rawValue), .integer(target)])
            }
            try changes.note(kind, target)
        }
    }

    private func targets(_ sql: String) throws -> [Int64] {
        var found: [Int64] = []
        try connection.rows(sql) { found.append($0.integer(0)) }
        return found
    }
}
