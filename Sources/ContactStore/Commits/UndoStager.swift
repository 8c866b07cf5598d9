import Contacts

/// Turns a run's journal round, in SQL, property by property. A value that is no longer what the run made it is a conflict
/// and stays.
struct UndoStager {
    let connection: any SQLConnection
    let snapshot: Snapshot
    let run: RunRecord
    let resubscribes: Bool

    var changes: ChangeSet { snapshot.changes }

    func stage() throws -> UndoReport {
        var conflicts: [Conflict] = []
        var total = 0
        var kept = 0
        func collect(_ found: (shown: [Conflict], count: Int)) {
            conflicts += found.shown.prefix(ConflictFinder.shown - min(conflicts.count, ConflictFinder.shown))
            total += found.count
        }
        let properties = try properties().filter { run.undoneBy == nil || $0.kind == .status || $0.kind == .reason }
        // Consent that an undo had left withdrawn is all that is given back then.
        if run.undoneBy != nil {
            for property in properties { collect(try invert(property, &kept)) }
            return UndoReport(
                conflicts: conflicts, conflictCount: total, retractable: 0, sent: 0, keptUnsubscribed: kept, retractableRequests: 0,
                sentRequests: 0, erased: 0, restoredEvents: 0)
        }
        collect(try invertSegments(created: true))
        // First goes what the run had made, since what it had taken away may want its name or its address.
        let created = Set(properties.filter { $0.isCreated }.map { $0.target(of: $0.kind) })
        for property in properties where created.contains(property.target(of: property.kind)) {
            collect(try invert(property, &kept))
        }
        collect(try deleteCreated())
        collect(try invertAddresses())
        for conflict in try restoreDropped() { collect(([conflict], 1)) }
        collect(try restoreDeleted())
        for conflict in try invertRenames() { collect(([conflict], 1)) }
        for conflict in try invertFieldRenames() { collect(([conflict], 1)) }
        for property in properties where !created.contains(property.target(of: property.kind)) {
            collect(try invert(property, &kept))
        }
        collect(try invertSegments(created: false))
        let restored = try restoreEvents()
        let events = try eventCounts()
        return UndoReport(
            conflicts: conflicts, conflictCount: total, retractable: events.unsent, sent: events.sent, keptUnsubscribed: kept,
            retractableRequests: try requests("= 'pending'"), sentRequests: try requests("IN ('sending', 'sent', 'failed')"),
            erased: try count("TRUE", .eraseContact, 0), restoredEvents: restored)
    }

    /// A property that the run has changed.
    private struct Property {
        let kind: ChangeKind
        let target: Int64
        /// Whether it is a list or a field that came to be with the run.
        let isCreated: Bool

        /// The list or field that it is about, as one value.
        func target(of kind: ChangeKind) -> [Int64] {
            switch kind {
            case .list, .createList, .renameList: [ChangeKind.createList.rawValue, target]
            case .field, .createField, .renameField: [ChangeKind.createField.rawValue, target]
            default: [kind.rawValue, target]
            }
        }
    }

    private func properties() throws -> [Property] {
        var found: [Property] = []
        let sql = """
            SELECT kind, target, max(kind IN (20, 30) AND before IS NULL) FROM journal WHERE run = ? GROUP BY kind, target ORDER BY kind, target
            """
        try connection.rows(sql, [.integer(run.id)]) { row in
            guard let kind = ChangeKind(rawValue: row.integer(0)) else { return }
            found.append(Property(kind: kind, target: row.integer(1), isCreated: row.integer(2) == 1))
        }
        return found
    }

    private func invert(_ property: Property, _ kept: inout Int) throws -> (shown: [Conflict], count: Int) {
        let target = property.target
        switch property.kind {
        case .field:
            guard snapshot.catalog.field(id: target) != nil else { return ([], 0) }
            let isNew = changes.shape.createdFields.contains(target)
            return try invert(.field, target, current: isNew ? "NULL" : "c.\(Schema.column(target))")
        case .status:
            if !resubscribes { kept = try count("after = 0 AND before = 1", .status, target) }
            return try invert(.status, target, current: "c.status", unless: resubscribes ? nil : "j.before = 1")
        case .reason:
            // Where consent stays withdrawn, so does the reason.
            let isKept = "EXISTS (SELECT 1 FROM journal q WHERE q.run = j.run AND q.kind = 5 AND q.contact = j.contact AND q.before = 1)"
            return try invert(.reason, target, current: "c.reason", unless: resubscribes ? nil : isKept)
        case .list:
            guard snapshot.catalog.list(id: target) != nil else { return ([], 0) }
            return try invert(
                .list, target, current: "EXISTS (SELECT 1 FROM membership m WHERE m.list = \(target) AND m.contact = c.id)")
        case .createList, .createField, .state:
            let conflict = try invertShared(property.kind, target)
            return conflict.map { ([$0], 1) } ?? ([], 0)
        case .createContact, .deleteContact, .eraseContact, .email, .renameList, .renameField, .segment:
            return ([], 0)
        }
    }

    /// Stages `after` back to `before` for contacts that still have what the run gave them.
    func invert(
        _ kind: ChangeKind, _ target: Int64, current: String, unless exception: String? = nil
    ) throws -> (shown: [Conflict], count: Int) {
        let rows = """
            FROM journal j JOIN \(snapshot.source.table) c ON c.id = j.contact
            WHERE j.run = \(run.id) AND j.kind = \(kind.rawValue) AND j.target = \(target)
            """ + (exception.map { " AND NOT (\($0))" } ?? "")
        // A contact that this run had deleted comes back with nothing set: its journalled values are put on it unconditionally.
        let isRestored = changes.shape.hasCreations ? "OR c.id IN (SELECT id FROM temp.new_contact)" : ""
        try changes.note(kind, target)
        let nothing = kind == .list ? "0" : "NULL"
        let stored =
            changes.shape.hasCreations ? "CASE WHEN c.id IN (SELECT id FROM temp.new_contact) THEN \(nothing) ELSE \(current) END" : current
        let insert = try connection.prepare(
            "INSERT OR IGNORE INTO temp.change (kind, target, contact, before, after) SELECT j.kind, j.target, j.contact, \(stored), j.before "
                + rows + " AND (\(current) IS j.after \(isRestored)) AND \(stored) IS NOT j.before")
        try insert.run()
        var shown: [Conflict] = []
        var count = 0
        try connection.rows(
            "SELECT c.email, j.after, \(current), (SELECT uuid FROM contact WHERE id = c.id) " + rows
                + " AND NOT (\(current) IS j.after OR \(current) IS j.before \(isRestored))"
        ) { row in
            count += 1
            guard shown.count < ConflictFinder.shown else { return }
            let change = PropertyChange(kind, target, before: row.value(1), after: row.value(2), in: snapshot.catalog)
            shown.append(
                Conflict(
                    email: row.text(0), id: UUIDv7(bytes: row.bytes(3)), property: change.property, expected: change.before?.description,
                    current: change.after?.description)
            )
        }
        return (shown, count)
    }

    /// Contacts that the run had deleted come back under their own keys and ids.
    private func restoreDeleted() throws -> (shown: [Conflict], count: Int) {
        var restored: [(ContactKey, ContactIdentity)] = []
        var shown: [Conflict] = []
        var count = 0
        let sql = "SELECT contact, before FROM journal WHERE run = ? AND kind = 2"
        try connection.rows(sql, [.integer(run.id)]) { row in
            if let identity = ContactIdentity(row.text(1)) { restored.append((ContactKey(row.integer(0)), identity)) }
        }
        for (key, identity) in restored {
            let owner = try connection.integer("SELECT id FROM contact WHERE email = ?", [.text(identity.email)]).map(ContactKey.init)
            if try owner.map({ try changes.isDeleted($0) || changes.staged(.email, 0, $0) != nil }) ?? true {
                // Consent that the run had withdrawn before it deleted the contact stays withdrawn.
                let withdrawn = "SELECT 1 FROM journal WHERE run = ? AND kind = 5 AND target = 0 AND contact = ? AND after = 0"
                let isWithdrawn = try connection.integer(withdrawn, [.integer(run.id), .integer(key.rawValue)]) != nil
                try changes.restore(key, isWithdrawn && !resubscribes ? identity.unsubscribed : identity)
            } else {
                count += 1
                if shown.count < ConflictFinder.shown {
                    shown.append(
                        Conflict(
                            email: identity.email, id: identity.id, property: "contact", expected: "deleted", current: "created anew since")
                    )
                }
            }
        }
        return (shown, count)
    }

    /// Contacts that the run had created go, where nobody has changed them since.
    private func deleteCreated() throws -> (shown: [Conflict], count: Int) {
        let created = "SELECT contact FROM journal WHERE run = \(run.id) AND kind = 1"
        // By the journals, not by revisions: an import commits batch by batch, and what was changed and undone since is unchanged.
        let changed = """
            SELECT l.contact FROM journal l JOIN run r ON r.id = l.run
            WHERE l.run > \(run.id) AND l.contact > 0 AND r.undone_by IS NULL AND (r.undoes IS NULL OR r.undoes <= \(run.id))
            """
        _ = try changes.stageDeletions(where: SQLFragment("c.id IN (\(created)) AND c.id NOT IN (\(changed))"))
        var shown: [Conflict] = []
        var count = 0
        try connection.rows("SELECT email, uuid FROM contact WHERE id IN (\(created)) AND id IN (\(changed))") { row in
            count += 1
            if shown.count < ConflictFinder.shown {
                shown.append(
                    Conflict(
                        email: row.text(0), id: UUIDv7(bytes: row.bytes(1)), property: "contact", expected: "as created",
                        current: "changed since"))
            }
        }
        return (shown, count)
    }

    private func count(_ condition: String, _ kind: ChangeKind, _ target: Int64) throws -> Int {
        let sql = "SELECT count(*) FROM journal WHERE run = ? AND kind = ? AND target = ? AND \(condition)"
        return Int(try connection.integer(sql, [.integer(run.id), .integer(kind.rawValue), .integer(target)]) ?? 0)
    }

    private func requests(_ status: String) throws -> Int {
        Int(try connection.integer("SELECT count(*) FROM outbox WHERE run = ? AND status \(status)", [.integer(run.id)]) ?? 0)
    }

    private func eventCounts() throws -> (unsent: Int, sent: Int) {
        let range = "run = ?1 AND id BETWEEN (SELECT first_event FROM run WHERE id = ?1) AND (SELECT last_event FROM run WHERE id = ?1)"
        let unsent = try connection.integer("SELECT count(*) FROM event WHERE \(range) AND sent_at IS NULL", [.integer(run.id)])
        let sent = try connection.integer("SELECT count(*) FROM event WHERE \(range) AND sent_at IS NOT NULL", [.integer(run.id)])
        return (Int(unsent ?? 0), Int(sent ?? 0))
    }
}
