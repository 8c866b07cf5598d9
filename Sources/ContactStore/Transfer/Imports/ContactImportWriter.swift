import Contacts
import Formats

/// Writes an import's rows: an insert where the address is new, a comparison and an update where it is not.
final class ContactImportWriter {
    var report = ImportReport()
    private(set) var catalog = Catalog()
    private(set) var run: Int64 = 0
    private let connection: any SQLConnection
    private let options: ImportOptions
    private var clock: LogicalClock
    private var ids = UUIDv7Generator()
    private var random = SplitMix64()
    private var draft: RunDraft
    private var sequence: Int64 = 0
    private var next: Int64 = 1
    /// The first contact of this batch, and of this import.
    private var batchStart: Int64 = 1
    private var importStart: Int64 = 1
    private var lists: [ContactList] = []
    private var statements: ContactImportStatements?
    /// Whether the last address was new: the next one most likely is the same, which saves a look-up.
    private var expectsNew = true
    /// The contacts that this batch has changed, and those of them that an earlier batch of this import had made.
    private var changed: [Int64] = []
    private var changedAgain: [Int64] = []
    /// What the record says; nil before the first commit.
    private(set) var committed: ImportPosition?

    init(connection: any SQLConnection, clock: LogicalClock, options: ImportOptions, draft: RunDraft) {
        self.connection = connection
        self.clock = clock
        self.options = options
        self.draft = draft
    }

    func begin() throws {
        try connection.execute(connection.dialect.beginImmediate)
        run = try RunNumber.next(connection)
        report.run = run
        catalog = try Catalog.load(from: connection)
        try beginBatch()
        importStart = next
        _ = try RunWriter(connection: connection).insert(
            id: run, draft, status: .started, sequence: sequence, now: clock.now, finishedAt: draft.startedAt, summary: "{}")
    }

    /// Goes on with an import that was cut short, at its own instant: it is one run.
    func resume(_ unfinished: UnfinishedImport) throws {
        guard let position = ImportPosition(run: unfinished.run, summary: unfinished.summary) else {
            throw ImportError.notResumable(run: unfinished.run, reason: "its record does not say how")
        }
        try connection.execute(connection.dialect.beginImmediate)
        run = unfinished.run
        clock = LogicalClock(now: unfinished.now, zone: clock.zone)
        committed = position
        report = position.report
        report.resumedAt = report.rows + 1
        catalog = try Catalog.load(from: connection)
        try beginBatch()
        importStart = position.firstContact
    }

    func removeAbandonedErrors() throws {
        guard let folder = options.errorsFolder else { return }
        try ErrorsFile.removeAbandoned(in: folder, before: run, on: connection)
    }

    /// Makes the statements for the columns of the file.
    func prepare(_ fields: [Field]) throws {
        statements = try ContactImportStatements(connection: connection, fields: fields, run: run)
        for name in options.lists { lists.append(try ensureList(ContactList(validating: 0, name: name).name)) }
    }

    func createField(name: String, tag: String, type: ValueType) throws -> Field {
        let field = try Field(validating: catalog.nextField, name: name, tag: tag, type: type)
        guard catalog.fields.count < Field.maximumCount else { throw StagingError.tooManyFields }
        catalog.nextField += 1
        catalog.fields.append(field)
        try FieldTable(connection: connection).create(field)
        try journal(.createField, field.id, 0, .null, .text(field.definition))
        return field
    }

    /// Writes a row, or answers what is wrong with it.
    func take(_ row: borrowing ContactRow) throws -> Invalid? {
        guard let statements else { return nil }
        if expectsNew, try insert(row, statements) { return nil }
        if let old = try statements.look(for: row.email) {
            expectsNew = false
            try update(old.key, isSubscribed: old.isSubscribed, row, statements)
            return nil
        }
        // Neither new nor there: it is not the address that is taken.
        if try expectsNew || !insert(row, statements) { return Invalid("id", "is that of another contact") }
        expectsNew = true
        return nil
    }

    /// Ends the transaction with the record of what has been done so far, and begins the next one.
    func commitBatch(
        _ place: FilePlace, errorsLength: Int, continues: Bool, beforeCommit: (any SQLConnection) throws -> Void = { _ in }
    ) throws {
        let position = ImportPosition(report: report, place: place, errorsLength: errorsLength, firstContact: importStart)
        try connection.run(
            "INSERT INTO journal SELECT ?, 1, 0, id, NULL, NULL FROM contact WHERE id BETWEEN ? AND ?",
            [.integer(run), .integer(batchStart), .integer(next - 1)])
        try DeliveryWriter(connection: connection).queue(
            run, created: next > batchStart ? batchStart...(next - 1) : nil, changed: changed, again: changedAgain)
        try connection.run("UPDATE meta SET value = ? WHERE key = 'next_contact'", [.integer(next)])
        try connection.run("UPDATE meta SET value = ? WHERE key = 'sequence'", [.integer(sequence)])
        try connection.run(
            "UPDATE run SET sequence = ?, status = ?, summary = ?, position = ? WHERE id = ?",
            [
                .integer(sequence), .text((continues ? RunStatus.started : .committed).rawValue),
                .text(position.summary(isFinished: !continues)), .integer(Int64(place.position)), .integer(run),
            ])
        try beforeCommit(connection)
        try connection.execute("COMMIT")
        committed = position
        if continues {
            try connection.execute(connection.dialect.beginImmediate)
            try beginBatch()
        }
    }

    /// Leaves what earlier batches have committed and drops the current one.
    func abandon() throws {
        if connection.isInTransaction { try connection.execute("ROLLBACK") }
    }

    /// The same, and records that the import has failed: it cannot go on.
    func fail(_ reason: String) throws {
        try abandon()
        try connection.transaction {
            if let committed {
                let summary = committed.summary(isFinished: true, error: reason)
                try connection.run(
                    "UPDATE run SET status = ?, summary = ? WHERE id = ?",
                    [.text(RunStatus.failed.rawValue), .text(summary), .integer(run)])
            } else {
                let sequence = try connection.integer("SELECT value FROM meta WHERE key = 'sequence'") ?? 0
                _ = try RunWriter(connection: connection).insert(
                    draft, status: .failed, sequence: sequence, now: clock.now, finishedAt: draft.startedAt,
                    summary: RunSummary.text(["error": .string(reason)]))
            }
        }
    }

    private func beginBatch() throws {
        sequence = (try connection.integer("SELECT value FROM meta WHERE key = 'sequence'") ?? 0) + 1
        next = try connection.integer("SELECT value FROM meta WHERE key = 'next_contact'") ?? 1
        batchStart = next
        changed.removeAll(keepingCapacity: true)
        changedAgain.removeAll()
        guard let committed else { return }
        // Whoever has committed the record's position goes on; of two processes with one import, one finds that it has moved.
        let position = try connection.integer(
            "SELECT position FROM run WHERE id = ? AND status = 'started' AND undone_by IS NULL", [.integer(run)])
        guard position == Int64(committed.place.position) else { throw ImportError.takenOver(run: run) }
    }

    private func insert(_ row: borrowing ContactRow, _ statements: ContactImportStatements) throws -> Bool {
        let id = row.id ?? ids.next(milliseconds: (row.createdAt ?? clock.now).milliseconds, random: &random)
        let created = (row.createdAt ?? clock.now).milliseconds
        let isNew = try statements.insert(
            row, key: next, id: id, isSubscribed: row.status != .unsubscribed, created: created, updated: clock.now.milliseconds,
            revision: sequence)
        guard isNew else { return false }
        report.created += 1
        try join(row, contact: next, journals: false)
        next += 1
        return true
    }

    private func update(_ key: Int64, isSubscribed: Bool, _ row: borrowing ContactRow, _ statements: ContactImportStatements) throws {
        // A contact of this very import is no change of an older state: its creation is all that the journal needs.
        let journals = key < importStart
        var mask: UInt64 = 0
        if options.existing != .keep {
            let clears = options.existing == .replace
            for index in statements.fields.indices {
                let cell = row.cells[index]
                if case .missing = cell, !clears { continue }
                guard statements.differs(index, from: cell) else { continue }
                mask |= 1 << UInt64(index)
                if journals { try statements.journal(.field, statements.fields[index].id, key, statements.stored(index), cell) }
            }
            if row.status == .unsubscribed, isSubscribed {
                mask |= ContactImportStatements.statusBit
                if journals { try statements.journal(.status, 0, key, .integer(1), .integer(0)) }
            } else if row.status == .subscribed, !isSubscribed {
                report.keptUnsubscribed += 1
            }
        }
        statements.endLook()
        if try join(row, contact: key, journals: journals) || mask != 0 {
            try statements.update(mask, row, key: key, updated: clock.now.milliseconds, revision: sequence)
            report.updated += 1
            if journals { changed.append(key) } else if key < batchStart { changedAgain.append(key) }
        } else {
            report.unchanged += 1
        }
    }

    @discardableResult
    private func join(_ row: borrowing ContactRow, contact: Int64, journals: Bool) throws -> Bool {
        if lists.isEmpty, row.lists.isEmpty, row.included.isEmpty, row.excluded.isEmpty { return false }
        var isChanged = false
        func add(_ list: Int64) throws {
            try connection.run("INSERT OR IGNORE INTO membership (list, contact) VALUES (?, ?)", [.integer(list), .integer(contact)])
            guard connection.changedRows > 0 else { return }
            if journals { try journal(.list, list, contact, .integer(0), .integer(1)) }
            isChanged = true
        }
        for list in row.excluded {
            try connection.run("DELETE FROM membership WHERE list = ? AND contact = ?", [.integer(list), .integer(contact)])
            guard connection.changedRows > 0 else { continue }
            if journals { try journal(.list, list, contact, .integer(1), .integer(0)) }
            isChanged = true
        }
        for list in lists { try add(list.id) }
        for name in row.lists { try add(try ensureList(name).id) }
        for list in row.included { try add(list) }
        return isChanged
    }

    private func ensureList(_ name: String) throws -> ContactList {
        if let list = catalog.list(named: name) { return list }
        let list = try ContactList(validating: catalog.nextList, name: name)
        catalog.nextList += 1
        catalog.lists.append(list)
        try connection.run("INSERT INTO list (id, name) VALUES (?, ?)", [.integer(list.id), .text(list.name)])
        try connection.run("UPDATE meta SET value = ? WHERE key = 'next_list'", [.integer(catalog.nextList)])
        try journal(.createList, list.id, 0, .null, .text(list.name))
        return list
    }

    private func journal(_ kind: ChangeKind, _ target: Int64, _ contact: Int64, _ before: SQLValue, _ after: SQLValue) throws {
        try connection.run(
            "INSERT INTO journal (run, kind, target, contact, before, after) VALUES (?, ?, ?, ?, ?, ?) "
                + "ON CONFLICT (run, kind, target, contact) DO UPDATE SET after = excluded.after",
            [.integer(run), .integer(kind.rawValue), .integer(target), .integer(contact), before, after])
    }
}
