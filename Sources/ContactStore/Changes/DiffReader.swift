import Contacts

/// Reads change rows back as diffs, contact by contact: of a run's change set or of a committed run's journal.
struct DiffReader {
    let connection: any SQLConnection
    let catalog: Catalog
    let rows: Rows

    enum Rows {
        case staged(hasCreations: Bool)
        case journal(run: Int64)
    }

    /// Calls a closure for each contact with changes or events, in the order of the contacts' keys, up to a limit.
    func forEach(limit: Int? = nil, _ body: (ContactDiff) throws -> Void) throws {
        let changes = try connection.prepare(changeSQL)
        let events = try connection.prepare(eventSQL)
        defer {
            changes.reset()
            events.reset()
        }
        var hasChange = try changes.step()
        var hasEvent = try events.step()
        var count = 0
        while hasChange || hasEvent, count < limit ?? .max {
            let key = min(hasChange ? changes.integer(0) : .max, hasEvent ? events.integer(0) : .max)
            var diff = ContactDiff(key: ContactKey(key), email: try email(key), changes: [], events: [])
            while hasChange, changes.integer(0) == key {
                if let kind = ChangeKind(rawValue: changes.integer(1)) {
                    let change = PropertyChange(
                        kind, changes.integer(2), before: changes.value(3), after: changes.value(4), in: catalog)
                    diff.changes.append(change)
                }
                hasChange = try changes.step()
            }
            while hasEvent, events.integer(0) == key {
                diff.events.append(try event(events))
                hasEvent = try events.step()
            }
            count += 1
            try body(diff)
        }
    }

    private var changeSQL: String {
        switch rows {
        case .staged: "SELECT contact, kind, target, before, after FROM temp.change WHERE kind < 20 ORDER BY contact, kind, target"
        case .journal(let run):
            "SELECT contact, kind, target, before, after FROM journal WHERE run = \(run) AND kind < 20 ORDER BY contact, kind, target"
        }
    }

    private var eventSQL: String {
        switch rows {
        case .staged: "SELECT contact, name, at, key, params FROM temp.new_event ORDER BY contact, seq"
        case .journal(let run):
            """
            SELECT contact, name, at, key, params FROM event WHERE run = \(run)
            AND id BETWEEN (SELECT first_event FROM run WHERE id = \(run)) AND (SELECT last_event FROM run WHERE id = \(run))
            ORDER BY contact, id
            """
        }
    }

    private func event(_ row: any SQLStatement) throws -> EventDraft {
        let id = row.integer(1)
        let name = catalog.eventNames.first { $0.value == id }?.key ?? "#\(id)"
        return try EventDraft(
            name: name, parameters: row.isNull(4) ? .none : EventCoding.parameters(row.text(4)), key: row.isNull(3) ? nil : row.text(3),
            at: Timestamp(milliseconds: row.integer(2)))
    }

    private func email(_ key: Int64) throws -> String {
        let tables = if case .staged(hasCreations: true) = rows { ["contact", "temp.new_contact"] } else { ["contact"] }
        for table in tables {
            let statement = try connection.cached("SELECT email FROM \(table) WHERE id = ?")
            try statement.bind(1, key)
            defer { statement.reset() }
            if try statement.step() { return statement.text(0) }
        }
        return ""
    }
}
