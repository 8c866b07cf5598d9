import Contacts

/// A connection for reading what is served, with the statements for the fields that there are. For one thread at a time.
final class ReadConnection {
    let connection: SQLiteConnection
    private var current: ServedCatalog?
    private var byEmail: (any SQLStatement)?
    private var byID: (any SQLStatement)?

    init(_ connection: SQLiteConnection) {
        self.connection = connection
    }

    /// Reads one state of the store, whatever is written meanwhile.
    func read<Result>(_ body: (ServedCatalog) throws -> Result) throws -> Result {
        try connection.cached("BEGIN DEFERRED").run()
        do {
            let result = try body(try catalog())
            try connection.cached("COMMIT").run()
            return result
        } catch {
            if connection.isInTransaction { try? connection.execute("ROLLBACK") }
            throw error
        }
    }

    private func catalog() throws -> ServedCatalog {
        let version = try ServedCatalog.version(connection)
        if let current, current.version == version { return current }
        let catalog = try ServedCatalog(version: version, connection: connection)
        let select = "SELECT \(ContactRecord.columns(catalog)) FROM contact WHERE "
        byEmail = try connection.prepare(select + "email = ?")
        byID = try connection.prepare(select + "uuid = ?")
        current = catalog
        return catalog
    }

    func contact(_ identifier: ContactIdentifier, _ catalog: ServedCatalog) throws -> ServedContact? {
        let statement: (any SQLStatement)?
        switch identifier {
        case .email(let email):
            statement = byEmail
            try statement?.bind(1, .text(email.value))
        case .id(let id):
            statement = byID
            try id.withBytes { bytes in try statement?.bind(1, blob: bytes) }
        }
        guard let statement else { return nil }
        defer { statement.reset() }
        guard try statement.step(), let record = ContactRecord(statement, catalog) else { return nil }
        return record.served(catalog, lists: try connection.memberships(of: record.key))
    }
}

extension SQLConnection {
    /// The lists that a contact is on, in ascending order.
    func memberships(of contact: Int64) throws -> [Int64] {
        let statement = try cached("SELECT list FROM membership WHERE contact = ? ORDER BY list")
        try statement.bind(1, contact)
        defer { statement.reset() }
        var lists: [Int64] = []
        while try statement.step() { lists.append(statement.integer(0)) }
        return lists
    }
}
