import Contacts
import Formats

/// Writes an import's events. Runs inside a transaction.
final class EventImportWriter {
    let run: Int64
    var report = ImportReport()
    private let connection: any SQLConnection
    private let catalog: Catalog
    private let insert: any SQLStatement
    private let find: any SQLStatement
    private var names: [String: Int64]
    private var lastContact: (email: EmailAddress, key: Int64)?
    private let firstEvent: Int64
    private let sequence: Int64

    init(connection: any SQLConnection, catalog: Catalog) throws {
        self.connection = connection
        self.catalog = catalog
        names = catalog.eventNames
        run = try RunNumber.next(connection)
        report.run = run
        sequence = (try connection.integer("SELECT value FROM meta WHERE key = 'sequence'") ?? 0) + 1
        firstEvent = (try connection.integer("SELECT max(id) FROM event") ?? 0) + 1
        insert = try connection.prepare(
            "INSERT INTO event (contact, name, at, key, params, run) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")
        find = try connection.prepare("SELECT id FROM contact WHERE email = ?")
    }

    func take(_ row: (email: EmailAddress, event: EventDraft)) throws {
        let (email, event) = row
        let contact = try key(of: email)
        let values: [SQLValue] = [
            .integer(contact), .integer(try nameID(event.name)), .integer(event.at?.milliseconds ?? 0),
            event.key.map { .text($0) } ?? .null,
            EventCoding.stored(event.parameters), .integer(run),
        ]
        try insert.run(values)
        if connection.changedRows > 0 { report.created += 1 } else { report.alreadyFired += 1 }
    }

    func finish(_ draft: RunDraft, clock: LogicalClock) throws {
        let lastEvent = try connection.integer("SELECT max(id) FROM event") ?? 0
        var object = JSONObject()
        object["rows"] = .integer(Int64(report.rows))
        object["events"] = .integer(Int64(report.created))
        object["rejected"] = .integer(Int64(report.rejected))
        _ = try RunWriter(connection: connection).insert(
            id: run, draft, status: .committed, sequence: sequence, now: clock.now, finishedAt: draft.startedAt,
            summary: RunSummary.text(object), events: lastEvent >= firstEvent ? (firstEvent, lastEvent) : nil)
    }

    /// Files of events are mostly sorted by contact: the last look-up is kept.
    private func key(of email: EmailAddress) throws -> Int64 {
        if let lastContact, lastContact.email == email { return lastContact.key }
        try find.bind(1, .text(email.value))
        defer { find.reset() }
        guard try find.step() else { throw Invalid("email", "is no contact's") }
        lastContact = (email, find.integer(0))
        return find.integer(0)
    }

    private func nameID(_ name: String) throws -> Int64 {
        if let id = names[name] { return id }
        let id = (names.values.max() ?? 0) + 1
        try connection.run("INSERT INTO event_name (id, name) VALUES (?, ?)", [.integer(id), .text(name)])
        names[name] = id
        return id
    }
}
