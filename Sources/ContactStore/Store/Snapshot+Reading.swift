public import Contacts

extension Snapshot {
    /// How many contacts a query matches.
    public func count(_ query: ContactQuery) throws -> Int {
        try store.translating {
            if query == ContactQuery(), changes.shape.isEmpty { return try contactCount() }
            let compiler = compiler
            let sql =
                query.limit == nil
                ? try "SELECT count(*) FROM \(source.table) c WHERE " + compiler.condition(query)
                : try "SELECT count(*) FROM (" + compiler.select("c.id", query) + ")"
            let statement = try connection.prepare(sql.text)
            try statement.bind(sql.values)
            return try statement.step() ? Int(statement.integer(0)) : 0
        }
    }

    /// The SQL that a query compiles to, for explanations.
    public func explain(_ query: ContactQuery) throws -> (sql: String, plan: [String]) {
        try store.translating {
            try plan(of: compiler.select("c.id", query))
        }
    }

    /// A walk over a query's contacts.
    ///
    /// - Parameter columns: what will be read of each row, as far as it is known; more can be asked for on the way.
    public func cursor(_ query: ContactQuery, columns: [ContactColumn] = []) throws -> ContactCursor {
        try store.translating { try ContactCursor(query, columns: columns, in: self) }
    }

    /// The key of the contact with an address, staged creations included.
    public func key(of email: EmailAddress) throws -> ContactKey? {
        try key("email", .text(email.value))
    }

    /// The key of the contact with an id.
    public func key(of id: UUIDv7) throws -> ContactKey? {
        try key("uuid", .blob(id.withBytes { [UInt8]($0) }))
    }

    private func key(_ column: String, _ value: SQLValue) throws -> ContactKey? {
        try store.translating {
            var found = try connection.integer("SELECT id FROM contact WHERE \(column) = ?", [value])
            if column == "email", changes.shape.has(.email, 0) {
                let staged = try connection.integer("SELECT contact FROM temp.change WHERE kind = 4 AND after = ?", [value])
                let isGivenUp = try found.map { try changes.staged(.email, 0, ContactKey($0)) != nil } ?? false
                found = staged ?? (isGivenUp ? nil : found)
            }
            if let stored = found, try changes.isDeleted(ContactKey(stored)) { found = nil }
            if found == nil, changes.shape.hasCreations {
                found = try connection.integer("SELECT id FROM temp.new_contact WHERE \(column) = ?", [value])
            }
            guard let found, try !changes.isDeleted(ContactKey(found)) else { return nil }
            return ContactKey(found)
        }
    }

    /// Calls a closure with a contact's value of a column, what is staged laid over what is stored. Bytes are valid inside it.
    public func withValue<Result>(_ column: ContactColumn, of key: ContactKey, _ body: (ColumnValue) throws -> Result) throws -> Result {
        try store.translating {
            if let (kind, target) = column.staging, changes.shape.has(kind, target) {
                let statement = try connection.cached("SELECT after FROM temp.change WHERE kind = ? AND target = ? AND contact = ?")
                try statement.bind([.integer(kind.rawValue), .integer(target), .integer(key.rawValue)])
                defer { statement.reset() }
                if try statement.step() { return try body(ColumnValue(column, at: 0, of: statement)) }
            }
            if case .field(let field) = column, changes.shape.createdFields.contains(field.id) { return try body(.missing) }
            let statement = try connection.cached("SELECT \(column.sql) FROM contact WHERE id = ?")
            try statement.bind(1, key.rawValue)
            defer { statement.reset() }
            if try statement.step() { return try body(ColumnValue(column, at: 0, of: statement)) }
            // Of a contact that is only staged, fields are staged too; the rest lies beside it.
            if case .field = column { return try body(.missing) }
            guard changes.shape.hasCreations else { return try body(.missing) }
            let created = try connection.cached("SELECT \(column.sql) FROM temp.new_contact WHERE id = ?")
            try created.bind(1, key.rawValue)
            defer { created.reset() }
            return try created.step() ? try body(ColumnValue(column, at: 0, of: created)) : try body(.missing)
        }
    }

    /// A contact's value of a column as the domain holds it.
    public func value(_ column: ContactColumn, of key: ContactKey) throws -> Value? {
        try withValue(column, of: key) { $0.value }
    }

    /// Whether a contact is on a list.
    public func isMember(_ key: ContactKey, of list: ContactList) throws -> Bool {
        try store.translating {
            try changes.staged(.list, list.id, key).map { $0 == .integer(1) } ?? changes.isStoredMember(key, list.id)
        }
    }

    /// The lists that a contact is on, by name.
    public func lists(of key: ContactKey) throws -> [ContactList] {
        try catalog.lists.filter { try isMember(key, of: $0) }.sorted { $0.name < $1.name }
    }

    /// How many contacts are on a list.
    public func memberCount(of list: ContactList) throws -> Int {
        try count(ContactQuery(.list(list.id)))
    }

    /// Whether there is a contact under a key, staged deletions counted as gone.
    public func exists(_ key: ContactKey) throws -> Bool {
        try store.translating {
            guard try !changes.isDeleted(key) else { return false }
            if try connection.integer("SELECT 1 FROM contact WHERE id = ?", [.integer(key.rawValue)]) != nil { return true }
            return try changes.shape.hasCreations
                && connection.integer("SELECT 1 FROM temp.new_contact WHERE id = ?", [.integer(key.rawValue)]) != nil
        }
    }
}

extension Snapshot {
    /// How many properties have staged changes: while it stays the same, so does what ``hasStaged(_:)`` answers.
    public var stagedPropertyCount: Int { changes.shape.count }

    /// Whether any contact has a staged value of a column: then it must be read with ``withValue(_:of:_:)``.
    public func hasStaged(_ column: ContactColumn) -> Bool {
        guard let (kind, target) = column.staging else { return false }
        return changes.shape.has(kind, target)
    }

    /// A contact's events, newest first: at most the first thousand.
    public func events(of key: ContactKey, named name: String?) throws -> [Event] {
        try store.translating {
            let isNamed = name.map { catalog.eventNames[$0] ?? -1 }
            let names = Dictionary(uniqueKeysWithValues: catalog.eventNames.map { ($1, $0) })
            let condition = isNamed.map { " AND e.name = \($0)" } ?? ""
            var events: [Event] = []
            let sql =
                "SELECT e.name, e.at, e.key, e.params FROM \(source.events) e WHERE e.contact = ?\(condition) ORDER BY e.at DESC LIMIT 1000"
            try connection.rows(sql, [.integer(key.rawValue)]) { row in
                events.append(
                    Event(
                        contact: key, name: names[row.integer(0)] ?? "#\(row.integer(0))", at: Timestamp(milliseconds: row.integer(1)),
                        parameters: row.isNull(3) ? .none : EventCoding.parameters(row.text(3)), key: row.isNull(2) ? nil : row.text(2)))
            }
            return events
        }
    }

    /// When a job last ran well, as its own clock told it: its last run or applied plan that is not undone.
    public func lastRun(of job: String) throws -> Timestamp? {
        try store.translating {
            try connection.integer(
                """
                SELECT logical_now FROM run WHERE kind IN ('run', 'apply') AND status = 'committed' AND undone_by IS NULL AND job = ?
                ORDER BY id DESC LIMIT 1
                """, [.text(job)]
            ).map { Timestamp(milliseconds: $0) }
        }
    }
}
