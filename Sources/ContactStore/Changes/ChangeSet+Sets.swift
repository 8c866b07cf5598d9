import Contacts

/// Staging for all contacts of a condition at once, in SQL.
extension ChangeSet {
    /// - Parameters:
    ///   - stored: what the store holds of the property, as an expression on `c`.
    ///   - current: the same with what is staged laid over it.
    func stage(
        _ kind: ChangeKind, _ target: Int64, stored: String, current: String, after: SQLValue, where condition: SQLFragment
    ) throws -> Int {
        let hadRows = shape.has(kind, target)
        let table = snapshot.source.table
        let sql =
            """
            INSERT INTO temp.change (kind, target, contact, before, after)
            SELECT \(kind.rawValue), \(target), c.id, \(stored), ? FROM \(table) c WHERE \(current) IS NOT ? AND \(condition.text)
            """ + (hadRows ? " ON CONFLICT (kind, target, contact) DO UPDATE SET after = excluded.after" : "")
        try note(kind, target)
        let statement = try connection.prepare(sql)
        try statement.run([after, after] + condition.values)
        let changed = connection.changedRows
        if hadRows {
            // What came back to where it started is no change.
            let values: [SQLValue] = [.integer(kind.rawValue), .integer(target)]
            try connection.run("DELETE FROM temp.change WHERE kind = ? AND target = ? AND before IS after", values)
        }
        return changed
    }

    /// Stages consent, with the reason beside it, for contacts whose consent is not so yet.
    func stageStatus(_ status: Int64, reason: String?, where condition: SQLFragment) throws -> Int {
        let changed = try stage(
            .status, 0, stored: "c.status", current: snapshot.source.status, after: .integer(status), where: condition)
        guard changed > 0 else { return 0 }
        // The condition may ask for the status that has just been staged over, so the reasons follow the rows staged now.
        let isStaged = SQLFragment(
            "c.id IN (SELECT s.contact FROM temp.change s WHERE s.kind = 5 AND s.target = 0 AND s.after = ?)", [.integer(status)])
        let isNew = shape.has(.reason, 0) ? " AND c.id NOT IN (SELECT s.contact FROM temp.change s WHERE s.kind = 8)" : ""
        _ = try stage(
            .reason, 0, stored: "c.reason", current: "c.reason", after: reason.map { .text($0) } ?? .null,
            where: isStaged + isNew)
        // Consent that came back to where it was takes its reason back with it.
        if shape.has(.reason, 0) {
            try connection.execute(
                "DELETE FROM temp.change WHERE kind = 8 AND contact NOT IN (SELECT contact FROM temp.change WHERE kind = 5 AND target = 0)")
        }
        return changed
    }

    /// Stages deletions: first every value that goes with the contact, so that an undo finds it in the journal.
    func stageDeletions(where condition: SQLFragment) throws -> Int {
        let source = snapshot.source
        let hadDeletions = shape.has(.deleteContact, 0)
        try prepare()
        let identity = "json_array(hex(c.uuid), c.email, c.status, c.created_at, c.updated_at)"
        let insert = try connection.prepare(
            """
            INSERT INTO temp.change (kind, target, contact, before, after)
            SELECT 2, 0, c.id, \(identity), NULL FROM \(source.table) c WHERE \(condition.text)
            """ + (hadDeletions ? " ON CONFLICT DO NOTHING" : "")
        )
        try insert.run(condition.values)
        let deleted = connection.changedRows
        guard deleted > 0 else { return 0 }
        try note(.deleteContact, 0)
        let isDeleted = "IN (SELECT s.contact FROM temp.change s WHERE s.kind = 2 AND s.target = 0)"
        try dropValues(of: isDeleted)
        for field in snapshot.catalog.fields where !shape.createdFields.contains(field.id) {
            try note(.field, field.id)
            let column = "c.\(Schema.column(field.id))"
            try connection.run(
                """
                INSERT INTO temp.change SELECT 6, \(field.id), c.id, \(column), NULL FROM contact c
                WHERE c.id \(isDeleted) AND \(column) IS NOT NULL
                ON CONFLICT (kind, target, contact) DO NOTHING
                """
            )
        }
        try note(.reason, 0)
        try connection.execute(
            """
            INSERT INTO temp.change SELECT 8, 0, c.id, c.reason, NULL FROM contact c WHERE c.id \(isDeleted) AND c.reason IS NOT NULL
            ON CONFLICT (kind, target, contact) DO NOTHING
            """
        )
        for list in snapshot.catalog.lists {
            try note(.list, list.id)
            try connection.run(
                """
                INSERT INTO temp.change SELECT 7, \(list.id), m.contact, 1, 0 FROM membership m
                WHERE m.list = \(list.id) AND m.contact \(isDeleted)
                ON CONFLICT (kind, target, contact) DO NOTHING
                """
            )
        }
        try connection.execute("DELETE FROM temp.new_event WHERE contact \(isDeleted)")
        return deleted
    }

    /// What was staged for contacts that are now to go: values become nothing, and a contact that was only staged itself
    /// leaves no trace.
    private func dropValues(of isDeleted: String) throws {
        try connection.execute(
            """
            UPDATE temp.change SET after = CASE kind WHEN 7 THEN 0 END WHERE kind IN (6, 7, 8) AND contact \(isDeleted);
            DELETE FROM temp.change WHERE contact \(isDeleted) AND (kind = 4 OR kind = 5 AND after IS NOT 0 OR kind IN (6, 7, 8) AND before IS after);
            """
        )
        guard shape.hasCreations else { return }
        let isNew = "IN (SELECT id FROM temp.new_contact WHERE id \(isDeleted))"
        try connection.execute("DELETE FROM temp.change WHERE kind NOT IN (1, 2) AND contact \(isNew)")
        try connection.execute("DELETE FROM temp.new_contact WHERE id \(isDeleted)")
        try connection.execute(
            """
            DELETE FROM temp.change WHERE kind = 2 AND contact IN (SELECT contact FROM temp.change WHERE kind = 1 AND target = 0);
            DELETE FROM temp.change WHERE kind = 1 AND contact NOT IN (SELECT id FROM temp.new_contact)
            """
        )
    }

    /// Stages an event for each contact of a condition whose key has not fired.
    func fire(_ event: EventDraft, where condition: SQLFragment, now: Timestamp) throws -> Int {
        try noteEvents()
        let name = try nameID(event.name)
        var sql =
            "INSERT OR IGNORE INTO temp.new_event (contact, name, at, key, params) SELECT c.id, ?, ?, ?, ? "
            + "FROM \(snapshot.source.table) c WHERE \(condition.text)"
        var values =
            [.integer(name)] + [stored(event.at ?? now), stored(event.key), EventCoding.stored(event.parameters)] + condition.values
        if let key = event.key {
            let matches = try connection.prepare("SELECT count(*) FROM \(snapshot.source.table) c WHERE \(condition.text)")
            try matches.bind(condition.values)
            let total = try matches.step() ? Int(matches.integer(0)) : 0
            matches.reset()
            sql += " AND NOT EXISTS (SELECT 1 FROM event x WHERE x.contact = c.id AND x.name = ? AND x.key = ?)"
            values += [.integer(name), .text(key)]
            let insert = try connection.prepare(sql + " ORDER BY c.id")
            try insert.run(values)
            alreadyFired += total - connection.changedRows
            return connection.changedRows
        }
        let insert = try connection.prepare(sql + " ORDER BY c.id")
        try insert.run(values)
        return connection.changedRows
    }

    private func stored(_ instant: Timestamp) -> SQLValue { .integer(instant.milliseconds) }
    private func stored(_ key: String?) -> SQLValue { key.map { .text($0) } ?? .null }
}
