public import Contacts

/// The contacts as they were when it was opened, and what a run wants changed about them.
///
/// It holds a read transaction on a connection of its own: writers are not kept waiting, and what they commit is not seen.
/// Intents are staged in temporary tables beside it. Use it on one thread.
public final class Snapshot {
    public let clock: LogicalClock
    /// The commit that it shows: the number of the last one before it was opened.
    public private(set) var sequence: Int64
    public internal(set) var catalog: Catalog
    let store: ContactStore
    let connection: any SQLConnection
    let changes: ChangeSet
    /// Whether a commit was tried, which ends its transaction.
    var isCommitted = false

    init(store: ContactStore, connection: any SQLConnection, clock: LogicalClock) throws {
        self.store = store
        self.connection = connection
        self.clock = clock
        try connection.execute(connection.dialect.beginSnapshot)
        sequence = try connection.integer("SELECT value FROM meta WHERE key = 'sequence'") ?? 0
        catalog = try Catalog.load(from: connection)
        changes = ChangeSet(connection: connection)
        changes.snapshot = self
    }

    deinit {
        if connection.isInTransaction { try? connection.execute("ROLLBACK") }
        // What was staged or committed has left tables and settings behind.
        guard changes.isUntouched, !isCommitted, let connection = connection as? SQLiteConnection else { return }
        connection.shouldStop = nil
        store.idle.put(connection)
    }

    /// Asked every now and then by queries that take long, whether they are to be given up; they then throw
    /// ``StoreError/interrupted``. One that was staging takes everything along that is staged: see ``isOpen``.
    public var shouldStop: (() -> Bool)? {
        get { connection.shouldStop }
        set { connection.shouldStop = newValue }
    }

    /// Whether it can still be used: not so after an error that the database answered by rolling back.
    public var isOpen: Bool { connection.isInTransaction }

    var source: ContactSource { ContactSource(catalog: catalog, staged: changes.shape) }

    var compiler: QueryCompiler {
        QueryCompiler(catalog: catalog, clock: clock, source: source, dialect: connection.dialect)
    }

    /// Contacts in the store, whatever is staged.
    public func contactCount() throws -> Int {
        try store.translating { Int(try connection.integer("SELECT count(*) FROM contact") ?? 0) }
    }
}
