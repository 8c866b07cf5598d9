import Contacts

/// One transaction of single changes: the run that it is recorded as, and what it has touched so far. Used again for the next one.
final class DirectBatch {
    /// A request that would make the journal of the run ambiguous, and begins the next one.
    struct Cut: Error {}

    let connection: SQLiteConnection
    let options: DirectOptions
    private(set) var statements: DirectStatements
    private(set) var now: Int64 = 0
    private(set) var sequence: Int64 = 0
    /// Whether anything was written, and whether it is of contacts or events, which makes it a run.
    var isDirty = false
    private(set) var run: Int64 = 0
    private var startedRun = false
    /// The keys of contacts that are created from here on are the batch's own: their creation is all that the journal needs.
    private var firstKey: Int64 = 0
    var nextKey: Int64 = 0
    /// Contacts of before the batch that have changed in it.
    private var touched: Set<Int64> = []
    /// Whom events were fired at.
    private var firedAt: Set<Int64> = []
    /// The events that the sending side has told of: it is not to be told of them.
    private var told: [Int64] = []
    private var hasTouchedTwice = false
    var counts = DirectCounts()
    private var eventNames: [String: Int64] = [:]
    private var firstEvent: Int64 = 0
    var ids = UUIDv7Generator()
    var random = SplitMix64()
    private var draft: RunDraft

    init(connection: SQLiteConnection, options: DirectOptions) throws {
        self.connection = connection
        self.options = options
        draft = RunDraft(kind: .api, name: options.name, startedAt: options.now())
        statements = try DirectStatements(
            connection: connection, catalog: ServedCatalog(version: -1, connection: connection))
    }

    var catalog: ServedCatalog { statements.catalog }

    func begin() throws {
        try connection.cached(connection.dialect.beginImmediate).run()
        let version = try ServedCatalog.version(connection)
        if version != catalog.version {
            statements = try DirectStatements(
                connection: connection, catalog: ServedCatalog(version: version, connection: connection))
        }
        now = options.now().milliseconds
        isDirty = false
        startedRun = false
        run = 0
        firstEvent = 0
        counts = DirectCounts()
        hasTouchedTwice = false
        if !firedAt.isEmpty { firedAt.removeAll(keepingCapacity: true) }
        told.removeAll(keepingCapacity: true)
        if !touched.isEmpty { touched.removeAll(keepingCapacity: true) }
    }

    /// Brings what was written to the disk, with the record of the run.
    func finish() throws {
        if startedRun, counts.isRun {
            if nextKey > firstKey {
                try connection.run(
                    "INSERT INTO journal SELECT ?, 1, 0, id, NULL, NULL FROM contact WHERE id BETWEEN ? AND ?",
                    [.integer(run), .integer(firstKey), .integer(nextKey - 1)])
                try connection.run("UPDATE meta SET value = ? WHERE key = 'next_contact'", [.integer(nextKey)])
            }
            if hasTouchedTwice {
                // What came back to where it started is no change.
                try connection.run("DELETE FROM journal WHERE run = ? AND kind BETWEEN 4 AND 8 AND before IS after", [.integer(run)])
            }
            draft.startedAt = Timestamp(milliseconds: now)
            let fired = counts.fired
            let events: (first: Int64, last: Int64)? = fired > 0 ? (firstEvent, firstEvent + fired - 1) : nil
            _ = try RunWriter(connection: connection).insert(
                id: run, draft, status: .committed, sequence: sequence, now: draft.startedAt, finishedAt: draft.startedAt,
                summary: counts.summary, events: events)
            try DeliveryWriter(connection: connection).queue(run, events: events, told: told)
        }
        try connection.cached("COMMIT").run()
    }

    func abandon() {
        eventNames.removeAll()
        if connection.isInTransaction { try? connection.execute("ROLLBACK") }
    }

    /// Gives the batch its numbers, before the first thing that a run is made of.
    func startRun() throws {
        guard !startedRun else { return }
        startedRun = true
        run = try RunNumber.next(connection)
        sequence = (try connection.integer("SELECT value FROM meta WHERE key = 'sequence'") ?? 0) + 1
        nextKey = try connection.integer("SELECT value FROM meta WHERE key = 'next_contact'") ?? 1
        firstKey = nextKey
    }

    /// Whether a contact came to be in this batch.
    func isNew(_ key: Int64) -> Bool { startedRun && key >= firstKey }

    /// Notes that a contact changes, and answers whether the journal is to tell how.
    func touch(_ key: Int64) -> Bool {
        if isNew(key) { return false }
        if !touched.insert(key).inserted { hasTouchedTwice = true }
        return true
    }

    /// Whether anything of a contact is written in this batch.
    func isTouched(_ key: Int64) -> Bool { isNew(key) || touched.contains(key) || firedAt.contains(key) }

    func journal(_ kind: ChangeKind, _ target: Int64, _ key: Int64, _ before: SQLValue, _ after: SQLValue) throws {
        let statement = statements.journal
        try statement.bind(1, run)
        try statement.bind(2, kind.rawValue)
        try statement.bind(3, target)
        try statement.bind(4, key)
        try statement.bind(5, before)
        try statement.bind(6, after)
        _ = try statement.step()
        statement.reset()
    }

    /// Writes an event that the sending side has told of.
    func note(_ name: String, at instant: Int64, _ parameters: EventParameters, contact: Int64) throws {
        let before = counts.fired
        try fire(name, at: instant, parameters, key: nil, contact: contact)
        if counts.fired > before { told.append(firstEvent + before) }
    }

    /// Writes an event, unless its key has fired before.
    func fire(_ name: String, at instant: Int64, _ parameters: EventParameters, key: String?, contact: Int64) throws {
        try startRun()
        let number = try eventName(name)
        if firstEvent == 0 { firstEvent = (try connection.integer("SELECT max(id) FROM event") ?? 0) + 1 }
        let statement = statements.event
        try statement.bind(1, contact)
        try statement.bind(2, number)
        try statement.bind(3, instant)
        if let key { try statement.bind(4, .text(key)) } else { try statement.bindNull(4) }
        try statement.bind(5, EventCoding.stored(parameters))
        try statement.bind(6, run)
        _ = try statement.step()
        statement.reset()
        guard connection.changedRows > 0 else { return }
        counts.fire(name)
        firedAt.insert(contact)
        isDirty = true
    }

    private func eventName(_ name: String) throws -> Int64 {
        if let number = eventNames[name] { return number }
        var number = try connection.integer("SELECT id FROM event_name WHERE name = ?", [.text(name)])
        if number == nil {
            let next = (try connection.integer("SELECT max(id) FROM event_name") ?? 0) + 1
            try connection.run("INSERT INTO event_name (id, name) VALUES (?, ?)", [.integer(next), .text(name)])
            number = next
        }
        // Whoever makes names up must not make this grow for ever.
        if eventNames.count >= 1_000 { eventNames.removeAll(keepingCapacity: true) }
        eventNames[name] = number
        return number ?? 0
    }
}
