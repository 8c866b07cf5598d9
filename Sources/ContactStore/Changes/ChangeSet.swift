import Contacts

/// What a run wants changed: one row for each property of each contact, from what it is to what it is to be.
///
/// The rows lie in temporary tables of the snapshot's connection, in the shape in which the journal keeps them, so that a
/// plan, a commit and an undo read the same rows and a million of them take no memory. A change that comes back to where it
/// started is no change and leaves no row.
final class ChangeSet {
    let connection: any SQLConnection
    unowned var snapshot: Snapshot!
    private(set) var shape = StagedShape()
    /// Events left out because their key has fired before.
    var alreadyFired = 0
    /// The run whose unsent events a commit takes back.
    var retractedRun: Int64?
    /// What ties the changes of a pull to the account, written with them.
    var mirror: MirrorRecord?
    /// Whether the run has been answered over HTTP.
    var hasExchanges = false
    private var hasTables = false
    /// Imports that are staged in it: each has tables of its own.
    var importCount = 0
    var eventStager: EventStager?
    /// Tables for ``FixedRows``: all that were made, and those that nobody uses, by their number of columns.
    var fixedTables = 0
    var freeFixedTables: [Int: [String]] = [:]

    /// Whether its connection is as it was.
    var isUntouched: Bool { !hasTables && importCount == 0 && fixedTables == 0 && mirror == nil }

    init(connection: any SQLConnection) {
        self.connection = connection
    }

    /// Makes the temporary tables at the first intent: most scripts that only read never pay for them.
    func prepare() throws {
        guard !hasTables else { return }
        hasTables = true
        try connection.execute(
            """
            CREATE TEMP TABLE change (
                kind INTEGER NOT NULL, target INTEGER NOT NULL, contact INTEGER NOT NULL, before, after,
                PRIMARY KEY (kind, target, contact)
            ) WITHOUT ROWID;
            CREATE TEMP TABLE new_contact (
                id INTEGER PRIMARY KEY, uuid BLOB NOT NULL, email TEXT NOT NULL UNIQUE, status INTEGER NOT NULL,
                created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, revision INTEGER NOT NULL, reason TEXT
            );
            CREATE TEMP TABLE new_event (
                seq INTEGER PRIMARY KEY, contact INTEGER NOT NULL, name INTEGER NOT NULL, at INTEGER NOT NULL, key TEXT, params TEXT
            );
            CREATE UNIQUE INDEX temp.new_event_key ON new_event (contact, name, key) WHERE key IS NOT NULL;
            CREATE TEMP TABLE new_request (
                id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, method TEXT NOT NULL, url TEXT NOT NULL, headers TEXT, body TEXT
            );
            CREATE TEMP TABLE new_exchange (
                number INTEGER PRIMARY KEY, url TEXT NOT NULL, status INTEGER NOT NULL, headers TEXT, body TEXT NOT NULL
            );
            CREATE INDEX temp.new_event_contact ON new_event (name, contact, at);
            """
        )
    }

    /// Notes that a property has staged changes, so that queries look for them.
    func note(_ kind: ChangeKind, _ target: Int64) throws {
        if shape.has(kind, target) { return }
        try prepare()
        shape.insert(kind, target)
    }

    func noteEvents() throws {
        if shape.hasEvents { return }
        try prepare()
        shape.hasEvents = true
    }

    func noteRequests() throws {
        try prepare()
        shape.hasRequests = true
    }

    func noteCreatedField(_ id: Int64) { shape.createdFields.insert(id) }
    func noteCreation() { shape.hasCreations = true }

    /// Stages one property's change from what the store holds, or takes a staged one back where it comes to the same.
    /// Answers whether the value differs from what it was staged as before.
    @discardableResult
    func stage(
        _ kind: ChangeKind, _ target: Int64, _ key: ContactKey, after: SQLValue, stored: () throws -> SQLValue
    ) throws -> Bool {
        let earlier = try stagedPair(kind, target, key)
        let before = try earlier?.before ?? stored()
        if (earlier?.after ?? before) == after { return false }
        let place: [SQLValue] = [.integer(kind.rawValue), .integer(target), .integer(key.rawValue)]
        if before == after {
            try connection.run("DELETE FROM temp.change WHERE kind = ? AND target = ? AND contact = ?", place)
        } else {
            try note(kind, target)
            try connection.run(
                "INSERT OR REPLACE INTO temp.change (kind, target, contact, before, after) VALUES (?, ?, ?, ?, ?)", place + [before, after])
        }
        return true
    }

    /// What a property is staged as, or nil where it is not staged.
    func staged(_ kind: ChangeKind, _ target: Int64, _ key: ContactKey) throws -> SQLValue? {
        try stagedPair(kind, target, key)?.after
    }

    func isDeleted(_ key: ContactKey) throws -> Bool {
        try staged(.deleteContact, 0, key) != nil
    }

    func isStoredMember(_ key: ContactKey, _ list: Int64) throws -> Bool {
        try connection.integer("SELECT 1 FROM membership WHERE list = ? AND contact = ?", [.integer(list), .integer(key.rawValue)]) != nil
    }

    /// The rows of a `SELECT` as they are now, to be stepped through whatever is staged meanwhile: straight from the store while
    /// nothing is staged, since what is staged never gets there, or else fixed in a temporary table, which lives as long as what
    /// this answers beside the statement.
    func walk(_ sql: SQLFragment, columns: Int) throws -> (any SQLStatement, FixedRows?) {
        if shape.isEmpty {
            try prepareForWalks()
            let statement = try connection.prepare(sql.text)
            try statement.bind(sql.values)
            return (statement, nil)
        }
        let rows = try FixedRows(sql, columns: columns, in: self)
        return (try connection.prepare("SELECT * FROM \(rows.table) ORDER BY rowid"), rows)
    }

    /// Makes the temporary tables that intents and queries inside a walk will want, before the walk begins: a new temporary
    /// table ends running statements that look into others for each of their rows.
    ///
    /// Source: SQLite, `OP_OpenRead` refuses an expired statement, and a change of the temporary schema expires all.
    func prepareForWalks() throws {
        guard fixedTables == 0 else { return }
        try prepare()
        for _ in 0..<FixedRows.usualCount {
            freeFixedTables[FixedRows.usualColumns, default: []].append(try makeFixedTable(columns: FixedRows.usualColumns))
        }
    }

    func makeFixedTable(columns: Int) throws -> String {
        fixedTables += 1
        let table = "temp.query_\(fixedTables)"
        let names = (1...columns).map { "v\($0)" }.joined(separator: ", ")
        try connection.execute("CREATE TABLE \(table) (\(names))")
        return table
    }

    func stagedPair(_ kind: ChangeKind, _ target: Int64, _ key: ContactKey) throws -> (before: SQLValue, after: SQLValue)? {
        guard shape.has(kind, target) else { return nil }
        let statement = try connection.cached("SELECT before, after FROM temp.change WHERE kind = ? AND target = ? AND contact = ?")
        try statement.bind(1, kind.rawValue)
        try statement.bind(2, target)
        try statement.bind(3, key.rawValue)
        defer { statement.reset() }
        return try statement.step() ? (statement.value(0), statement.value(1)) : nil
    }
}
