import Contacts

/// Turns a run's journal round, in SQL, property by property. A value that is no longer what the run made it is a conflict
/// and stays.
struct UndoStager {
    let connection: any SQLConnection
    let snapshot: Snapshot
    let run: RunRecord
    let resubscribes: Bool

    private var changes: ChangeSet { snapshot.changes }

    func stage() throws -> UndoReport {
        var conflicts: [Conflict] = []
        var total = 0
        var kept = 0
        func collect(_ found: (shown: [Conflict], count: Int)) {
            conflicts += found.shown.prefix(ConflictFinder.shown - min(conflicts.count, ConflictFinder.shown))
            total += found.count
        }
        try restoreDropped()
        try restoreDeleted()
        collect(try deleteCreated())
        for (kind, target) in try properties() {
            switch kind {
            case .field:
                guard snapshot.catalog.field(id: target) != nil else { continue }
                let isNew = changes.shape.createdFields.contains(target)
                collect(try invert(.field, target, current: isNew ? "NULL" : "c.\(Schema.column(target))"))
            case .status:
                if !resubscribes { kept = try count("after = 0 AND before = 1", .status, target) }
                collect(try invert(.status, target, current: "c.status", unless: resubscribes ? nil : "j.before = 1"))
            case .list:
                let current = "EXISTS (SELECT 1 FROM membership m WHERE m.list = \(target) AND m.contact = c.id)"
                collect(try invert(.list, target, current: current))
            case .createList, .createField:
                try invertCreation(kind, target)
            case .createContact, .deleteContact, .eraseContact, .reason, .renameList, .state, .segment:
                continue
            }
        }
        collect(try invertSegments())
        let events = try eventCounts()
        return UndoReport(
            conflicts: conflicts, conflictCount: total, retractable: events.unsent, sent: events.sent, keptUnsubscribed: kept)
    }

    private func properties() throws -> [(ChangeKind, Int64)] {
        var found: [(ChangeKind, Int64)] = []
        try connection.rows("SELECT DISTINCT kind, target FROM journal WHERE run = ?", [.integer(run.id)]) { row in
            if let kind = ChangeKind(rawValue: row.integer(0)) { found.append((kind, row.integer(1))) }
        }
        return found
    }

    /// Stages `after` back to `before` for contacts that still have what the run gave them.
    private func invert(
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
            "SELECT c.email, j.after, \(current) " + rows + " AND NOT (\(current) IS j.after OR \(current) IS j.before \(isRestored))"
        ) { row in
            count += 1
            guard shown.count < ConflictFinder.shown else { return }
            let change = PropertyChange(kind, target, before: row.value(1), after: row.value(2), in: snapshot.catalog)
            shown.append(
                Conflict(
                    email: row.text(0), property: change.property, expected: change.before?.description, current: change.after?.description)
            )
        }
        return (shown, count)
    }

    /// Lists and fields that the run had dropped (it was an undo itself) come back under their own ids, before their values.
    private func restoreDropped() throws {
        let sql = "SELECT kind, target, before FROM journal WHERE run = ? AND kind IN (20, 30) AND after IS NULL"
        try connection.rows(sql, [.integer(run.id)]) { row in
            let id = row.integer(1)
            if row.integer(0) == ChangeKind.createList.rawValue {
                guard snapshot.catalog.list(id: id) == nil else { return }
                snapshot.catalog.lists.append(ContactList(id: id, name: row.text(2)))
            } else if snapshot.catalog.field(id: id) == nil, let field = Field(id: id, definition: row.text(2)) {
                snapshot.catalog.fields.append(field)
                changes.noteCreatedField(id)
            }
        }
    }

    /// Contacts that the run had deleted come back under their own keys and ids.
    private func restoreDeleted() throws {
        var restored: [(ContactKey, ContactIdentity)] = []
        let sql = "SELECT contact, before FROM journal WHERE run = ? AND kind = 2"
        try connection.rows(sql, [.integer(run.id)]) { row in
            if let identity = ContactIdentity(row.text(1)) { restored.append((ContactKey(row.integer(0)), identity)) }
        }
        for (key, identity) in restored {
            let isTaken = try connection.integer("SELECT 1 FROM contact WHERE email = ?", [.text(identity.email)]) != nil
            if !isTaken { try changes.restore(key, identity) }
        }
    }

    /// Contacts that the run had created go, where nobody has changed them since.
    private func deleteCreated() throws -> (shown: [Conflict], count: Int) {
        let created = "SELECT contact FROM journal WHERE run = \(run.id) AND kind = 1"
        _ = try changes.stageDeletions(where: SQLFragment("c.id IN (\(created)) AND c.revision <= \(run.sequence)"))
        var shown: [Conflict] = []
        var count = 0
        try connection.rows("SELECT email FROM contact WHERE id IN (\(created)) AND revision > \(run.sequence)") { row in
            count += 1
            if shown.count < ConflictFinder.shown {
                shown.append(Conflict(email: row.text(0), property: "contact", expected: "as created", current: "changed since"))
            }
        }
        return (shown, count)
    }

    private func invertCreation(_ kind: ChangeKind, _ target: Int64) throws {
        try changes.note(kind, target)
        try connection.run(
            "INSERT OR IGNORE INTO temp.change SELECT kind, target, contact, after, before FROM journal WHERE run = ? AND kind = ? AND target = ?",
            [.integer(run.id), .integer(kind.rawValue), .integer(target)])
    }

    private func count(_ condition: String, _ kind: ChangeKind, _ target: Int64) throws -> Int {
        let sql = "SELECT count(*) FROM journal WHERE run = ? AND kind = ? AND target = ? AND \(condition)"
        return Int(try connection.integer(sql, [.integer(run.id), .integer(kind.rawValue), .integer(target)]) ?? 0)
    }

    private func eventCounts() throws -> (unsent: Int, sent: Int) {
        let range = "run = ?1 AND id BETWEEN (SELECT first_event FROM run WHERE id = ?1) AND (SELECT last_event FROM run WHERE id = ?1)"
        let unsent = try connection.integer("SELECT count(*) FROM event WHERE \(range) AND sent_at IS NULL", [.integer(run.id)])
        let sent = try connection.integer("SELECT count(*) FROM event WHERE \(range) AND sent_at IS NOT NULL", [.integer(run.id)])
        return (Int(unsent ?? 0), Int(sent ?? 0))
    }
}
