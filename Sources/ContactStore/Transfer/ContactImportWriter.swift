import Contacts
import Formats

/// Writes an import's rows: an insert where the address is new, a comparison and an update where it is not.
final class ContactImportWriter {
    let name: String
    var report = ImportReport()
    private(set) var run: Int64 = 0
    private(set) var catalog = Catalog()
    private let connection: any SQLConnection
    private let clock: LogicalClock
    private let options: ImportOptions
    private var ids: UUIDv7Generator
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

    init(connection: any SQLConnection, clock: LogicalClock, options: ImportOptions, name: String) {
        self.connection = connection
        self.clock = clock
        self.options = options
        self.name = name
        self.ids = UUIDv7Generator()
        self.draft = RunDraft(kind: .importContacts, name: name, startedAt: clock.now)
    }

    func begin(startedAt: Timestamp) throws {
        draft.startedAt = startedAt
        try connection.execute(connection.dialect.beginImmediate)
        run = (try connection.integer("SELECT max(id) FROM run") ?? 0) + 1
        report.run = run
        catalog = try Catalog.load(from: connection)
        try beginBatch()
        importStart = next
        _ = try RunWriter(connection: connection).insert(
            id: run, draft, status: .started, sequence: sequence, now: clock.now, finishedAt: startedAt, summary: "{}")
    }

    /// Makes the statements for the columns of the file.
    func prepare(_ fields: [Field]) throws {
        statements = try ContactImportStatements(connection: connection, fields: fields)
        for name in options.lists { lists.append(try ensureList(name)) }
    }

    func createField(name: String, type: ValueType) throws -> Field {
        let field = try Field(validating: catalog.nextField, name: name, tag: Field.tag(for: name), type: type)
        guard catalog.fields.count < Field.maximumCount else { throw StagingError.tooManyFields }
        catalog.nextField += 1
        catalog.fields.append(field)
        try FieldTable(connection: connection).create(field)
        try journal(.createField, field.id, 0, .null, .text(field.definition))
        return field
    }

    func take(_ row: borrowing ContactRow) throws {
        guard let statements else { return }
        if expectsNew, try insert(row, statements) { return }
        if let old = try statements.find(row.email) {
            expectsNew = false
            try update(old, row, statements)
        } else {
            expectsNew = true
            _ = try insert(row, statements)
        }
    }

    /// Ends the transaction with the record of what has been done so far, and begins the next one.
    func commitBatch(position: Int, continues: Bool) throws {
        try connection.run(
            "INSERT INTO journal SELECT ?, 1, 0, id, NULL, NULL FROM contact WHERE id BETWEEN ? AND ?",
            [.integer(run), .integer(batchStart), .integer(next - 1)])
        try connection.run("UPDATE meta SET value = ? WHERE key = 'next_contact'", [.integer(next)])
        try connection.run("UPDATE meta SET value = ? WHERE key = 'sequence'", [.integer(sequence)])
        try connection.run(
            "UPDATE run SET sequence = ?, status = ?, summary = ?, position = ?, finished_at = ? WHERE id = ?",
            [
                .integer(sequence), .text((continues ? RunStatus.started : .committed).rawValue), .text(summary), .integer(Int64(position)),
                .integer(draft.startedAt.milliseconds), .integer(run),
            ])
        try connection.execute("COMMIT")
        if continues {
            try connection.execute(connection.dialect.beginImmediate)
            try beginBatch()
        }
    }

    /// Leaves what earlier batches have committed and drops the current one.
    func abandon() throws {
        if connection.isInTransaction { try connection.execute("ROLLBACK") }
    }

    private func beginBatch() throws {
        sequence = (try connection.integer("SELECT value FROM meta WHERE key = 'sequence'") ?? 0) + 1
        next = try connection.integer("SELECT value FROM meta WHERE key = 'next_contact'") ?? 1
        batchStart = next
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

    private func update(_ old: ContactImportStatements.Old, _ row: borrowing ContactRow, _ statements: ContactImportStatements) throws {
        // A contact of this very import is no change of an older state: its creation is all that the journal needs.
        let journals = old.key < importStart
        var isChanged = false
        if options.existing != .keep {
            for (index, field) in statements.fields.enumerated() {
                let after = row.cells[index].stored
                if after == .null && options.existing == .merge || old.values[index] == after { continue }
                try statements.update(field, old.key, after)
                if journals { try journal(.field, field.id, old.key, old.values[index], after) }
                isChanged = true
            }
            if row.status == .unsubscribed, old.isSubscribed {
                try statements.unsubscribe(old.key)
                if journals { try journal(.status, 0, old.key, .integer(1), .integer(0)) }
                isChanged = true
            } else if row.status == .subscribed, !old.isSubscribed {
                report.keptUnsubscribed += 1
            }
        }
        if try join(row, contact: old.key, journals: journals) { isChanged = true }
        if isChanged {
            try statements.touch(old.key, updated: clock.now.milliseconds, revision: sequence)
            report.updated += 1
        } else {
            report.unchanged += 1
        }
    }

    @discardableResult
    private func join(_ row: borrowing ContactRow, contact: Int64, journals: Bool) throws -> Bool {
        var isChanged = false
        func add(_ list: ContactList) throws {
            try connection.run("INSERT OR IGNORE INTO membership (list, contact) VALUES (?, ?)", [.integer(list.id), .integer(contact)])
            guard connection.changedRows > 0 else { return }
            if journals { try journal(.list, list.id, contact, .integer(0), .integer(1)) }
            isChanged = true
        }
        for list in lists { try add(list) }
        for name in row.lists { try add(try ensureList(String(name))) }
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

    private var summary: String {
        var object = JSONObject()
        object["rows"] = .integer(Int64(report.rows))
        object["created"] = .integer(Int64(report.created))
        object["updated"] = .integer(Int64(report.updated))
        object["unchanged"] = .integer(Int64(report.unchanged))
        object["rejected"] = .integer(Int64(report.rejected))
        return RunSummary.text(object)
    }
}
