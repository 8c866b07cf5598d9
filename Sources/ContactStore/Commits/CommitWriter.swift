import Contacts
import Scheduling

/// Applies a change set to the store's tables and writes its journal. Runs inside a transaction.
struct CommitWriter {
    let connection: any SQLConnection
    let changes: ChangeSet
    let catalog: Catalog
    /// The number of this commit.
    let sequence: Int64
    let now: Timestamp

    func write(_ draft: RunDraft, summary: ChangeSummary, finishedAt: Timestamp) throws -> RunRecord {
        let run = try draft.claim?.run ?? RunNumber.next(connection)
        if let claim = draft.claim { try finish(claim, draft, finishedAt) }
        var events: (first: Int64, last: Int64)?
        var retracted = 0
        if !changes.shape.isEmpty {
            try dropListsAndFields()
            try createListsAndFields()
            try writeSegments()
            try deleteContacts()
            try applyAddresses()
            try createContacts()
            try applyValues()
            try applyLists()
            events = try writeEvents(run)
            try writeState()
            try writeRequests(run)
            try writeJournal(run)
        }
        if changes.hasExchanges { try ExchangeWriter(connection: connection).write(from: connection, run: run) }
        if let old = changes.retractedRun {
            retracted = try retractEvents(of: old, by: run)
            try retractRequests(of: old)
        }
        // What comes from the account need not be told to it.
        if !changes.shape.isEmpty, draft.kind != .pull {
            try DeliveryWriter(connection: connection).queue(
                run, draft.delivery, events: events, erases: changes.shape.has(.eraseContact, 0))
        }
        try changes.mirror?.write(connection)
        var draft = draft
        if changes.shape.has(.eraseContact, 0) {
            let eraser = try Eraser(connection: connection)
            try eraser.erase()
            eraser.scrub(&draft)
        }
        return try RunWriter(connection: connection).insert(
            id: run, draft, status: .committed, sequence: sequence, now: now, finishedAt: finishedAt,
            summary: RunSummary.text(summary, retracted: retracted), events: events)
    }

    /// Ends the run of the queue that this is the commit of. First of all, so that a worker that has lost it writes nothing.
    private func finish(_ claim: RunClaim, _ draft: RunDraft, _ finishedAt: Timestamp) throws {
        let finisher = RunFinisher(connection: connection)
        guard try finisher.finish(claim, as: .succeeded, startedAt: draft.startedAt, finishedAt: finishedAt, error: nil) else {
            throw ClaimError.lost(run: claim.run)
        }
    }

    private func writeJournal(_ run: Int64) throws {
        // Of whom is erased the journal knows that it was, and nothing else.
        let isErased = "contact IN (SELECT contact FROM temp.change WHERE kind = 3 AND target = 0)"
        let condition = changes.shape.has(.eraseContact, 0) ? "WHERE kind = 3 OR kind >= 20 OR NOT (\(isErased))" : ""
        try connection.run(
            """
            INSERT INTO journal SELECT ?, kind, target, contact, before, CASE WHEN kind <> 3 THEN after END FROM temp.change \(condition)
            """, [.integer(run)])
    }

    private func writeState() throws {
        guard changes.shape.hasAny(.state) else { return }
        try connection.execute(
            """
            DELETE FROM state WHERE id IN (SELECT target FROM temp.change WHERE kind = 40);
            INSERT INTO state (id, job, key, value)
            SELECT target, json_extract(after, '$.job'), json_extract(after, '$.key'), json_extract(after, '$.value')
            FROM temp.change WHERE kind = 40 AND after IS NOT NULL
            """)
    }

    private func createListsAndFields() throws {
        // Names may go round in a circle: first out of each other's way, then to their places.
        try connection.execute(
            """
            UPDATE list SET name = char(1) || id WHERE id IN (SELECT target FROM temp.change WHERE kind = 21);
            UPDATE list SET name = s.after FROM temp.change s WHERE s.kind = 21 AND s.target = list.id
            """)
        try connection.execute("INSERT INTO list (id, name) SELECT target, after FROM temp.change WHERE kind = 20 AND after IS NOT NULL")
        try connection.execute("UPDATE meta SET value = max(value, (SELECT coalesce(max(id), 0) + 1 FROM list)) WHERE key = 'next_list'")
        var renamed: [Field] = []
        try connection.rows("SELECT target, after FROM temp.change WHERE kind = 31") { row in
            if let field = Field(id: row.integer(0), definition: row.text(1)) { renamed.append(field) }
        }
        try FieldTable(connection: connection).rename(renamed)
        for field in catalog.fields where changes.shape.createdFields.contains(field.id) {
            try FieldTable(connection: connection).create(field)
        }
    }

    private func createContacts() throws {
        guard changes.shape.hasCreations else { return }
        try connection.run(
            "INSERT INTO contact (id, uuid, email, status, created_at, updated_at, revision) "
                + "SELECT id, uuid, email, status, created_at, updated_at, ? FROM temp.new_contact ORDER BY id", [.integer(sequence)])
        try connection.execute(
            "UPDATE meta SET value = max(value, (SELECT coalesce(max(id), 0) + 1 FROM contact)) WHERE key = 'next_contact'")
    }

    /// Before contacts come to be: one of them may have the address that another gives up. Addresses may go round in a circle.
    private func applyAddresses() throws {
        guard changes.shape.has(.email, 0) else { return }
        try connection.execute(
            "UPDATE contact SET email = char(1) || id WHERE id IN (SELECT contact FROM temp.change WHERE kind = 4)")
        try connection.run(
            "UPDATE contact SET email = s.after, revision = ?, updated_at = ? FROM temp.change s "
                + "WHERE s.kind = 4 AND s.target = 0 AND s.contact = contact.id", [.integer(sequence), .integer(now.milliseconds)])
    }

    private func applyValues() throws {
        let stamp: [SQLValue] = [.integer(sequence), .integer(now.milliseconds)]
        func update(_ column: String, _ kind: ChangeKind, _ target: Int64) throws {
            guard changes.shape.has(kind, target) else { return }
            try connection.run(
                "UPDATE contact SET \(column) = s.after, revision = ?, updated_at = ? FROM temp.change s "
                    + "WHERE s.kind = \(kind.rawValue) AND s.target = \(target) AND s.contact = contact.id", stamp)
        }
        for field in catalog.fields { try update(Schema.column(field.id), .field, field.id) }
        try update("status", .status, 0)
        try update("reason", .reason, 0)
    }

    private func applyLists() throws {
        try connection.execute(
            "INSERT OR IGNORE INTO membership (list, contact) SELECT target, contact FROM temp.change WHERE kind = 7 AND after = 1")
        for list in catalog.lists where changes.shape.has(.list, list.id) {
            try connection.run(
                "DELETE FROM membership WHERE list = ?1 AND contact IN (SELECT contact FROM temp.change WHERE kind = 7 AND target = ?1 AND after = 0)",
                [.integer(list.id)])
        }
        try connection.run(
            "UPDATE contact SET revision = ?, updated_at = ? WHERE id IN (SELECT contact FROM temp.change WHERE kind = 7)",
            [.integer(sequence), .integer(now.milliseconds)])
    }

    private func deleteContacts() throws {
        guard changes.shape.has(.deleteContact, 0) else { return }
        // Before contacts come to be: one of them may have the address of one that goes.
        try connection.execute("DELETE FROM contact WHERE id IN (SELECT contact FROM temp.change WHERE kind = 2)")
    }

    private func writeEvents(_ run: Int64) throws -> (Int64, Int64)? {
        guard changes.shape.hasEvents else { return nil }
        try writeEventNames()
        let before = try connection.integer("SELECT max(id) FROM event") ?? 0
        try connection.run(
            "INSERT OR IGNORE INTO event (contact, name, at, key, params, run) "
                + "SELECT contact, name, at, key, params, ? FROM temp.new_event ORDER BY seq", [.integer(run)])
        let after = try connection.integer("SELECT max(id) FROM event") ?? 0
        return after > before ? (before + 1, after) : nil
    }

    /// Writes the names that the run has made up. Another commit may have given a name another number meanwhile, or a number to
    /// another name: the stored ones hold, and the staged events follow them.
    private func writeEventNames() throws {
        var stored: [String: Int64] = [:]
        try connection.rows("SELECT name, id FROM event_name") { stored[$0.text(0)] = $0.integer(1) }
        var next = (stored.values.max() ?? 0) + 1
        for (name, id) in catalog.eventNames.sorted(by: { $0.value < $1.value }) where stored[name] != id {
            if stored[name] == nil {
                let isFree = !stored.values.contains(id)
                let number = isFree ? id : max(next, id + 1)
                next = max(next, number + 1)
                stored[name] = number
                try connection.run("INSERT INTO event_name (id, name) VALUES (?, ?)", [.integer(number), .text(name)])
            }
            // By way of negative numbers, so that two that change places do not meet.
            if let number = stored[name], number != id {
                try connection.run("UPDATE temp.new_event SET name = ? WHERE name = ?", [.integer(-number), .integer(id)])
            }
        }
        try connection.execute("UPDATE temp.new_event SET name = -name WHERE name < 0")
    }

    /// Lists and fields go first, since their names may be given to new ones by the same run.
    private func dropListsAndFields() throws {
        let dropped = "SELECT target FROM temp.change WHERE kind = 20 AND after IS NULL"
        try connection.execute("DELETE FROM membership WHERE list IN (\(dropped)); DELETE FROM list WHERE id IN (\(dropped))")
        var fields: [Int64] = []
        try connection.rows("SELECT target FROM temp.change WHERE kind = 30 AND after IS NULL") { fields.append($0.integer(0)) }
        for field in fields { try FieldTable(connection: connection).drop(field) }
    }

    /// Moves a run's events that have not left the store out of the log. Answers how many.
    private func retractEvents(of old: Int64, by run: Int64) throws -> Int {
        let isOld =
            "run = ?1 AND sent_at IS NULL AND id BETWEEN (SELECT first_event FROM run WHERE id = ?1) AND (SELECT last_event FROM run WHERE id = ?1)"
        try DeliveryWriter(connection: connection).retractEvents(of: old, where: isOld)
        // Kept for an undo of the undo, which fires them again.
        try connection.run(
            "INSERT INTO retracted_event (contact, name, at, key, params, retracted_by) "
                + "SELECT contact, name, at, key, params, ?2 FROM event WHERE \(isOld)", [.integer(old), .integer(run)])
        try connection.run("DELETE FROM retracted_event WHERE retracted_by = ?", [.integer(old)])
        try connection.run("DELETE FROM event WHERE \(isOld)", [.integer(old)])
        let count = connection.changedRows
        if count > 0 { try TriggerPositions(connection: connection).noteRemovedEvents() }
        try connection.run("UPDATE run SET undone_by = ? WHERE id = ?", [.integer(run), .integer(old)])
        return count
    }
}
