public import Contacts
import Glibc

/// The contacts of a workspace in one SQLite file: opened by path, read through snapshots, changed by commits and imports.
public final class ContactStore: Sendable {
    /// Where the file is.
    public let path: String
    /// Whether commits wait for the disk; a store that is thrown away has no need of it.
    let isDurable: Bool
    /// Takes addresses out of the files beside the store, where an erasure was cut short before it had done so.
    let erasesFiles: @Sendable ([String]) throws -> Void
    let idle = IdleConnection()

    private init(path: String, isDurable: Bool = true, erasesFiles: @escaping @Sendable ([String]) throws -> Void = { _ in }) {
        self.path = path
        self.isDurable = isDurable
        self.erasesFiles = erasesFiles
    }

    /// Makes an empty store; one that has just been made, and is still without any run, is taken as it is.
    public static func create(at path: String) throws -> ContactStore {
        let store = ContactStore(path: path)
        if access(path, F_OK) == 0 {
            let connection = try store.connect(.run, creates: true)
            guard try connection.integer("SELECT max(id) FROM run") == nil else { throw StoreError.alreadyExists(path: path) }
            return store
        }
        // Contact data is nobody else's to read; the journal files that SQLite makes beside it take the same mode.
        let descriptor = Glibc.open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw StoreError.unreadable(path: path, reason: String(cString: strerror(errno))) }
        close(descriptor)
        _ = try store.connect(.run, creates: true)
        return store
    }

    /// Opens a store; its format is brought up to date at the first use.
    ///
    /// - Parameters:
    ///   - isDurable: whether what is committed survives a power cut, which costs a wait for the disk each time.
    ///   - erasesFiles: takes addresses out of the files that belong to the store. It is called where an erasure was committed and a
    ///     crash came before it was finished.
    public static func open(
        at path: String, isDurable: Bool = true, erasesFiles: @escaping @Sendable ([String]) throws -> Void = { _ in }
    ) throws -> ContactStore {
        let store = ContactStore(path: path, isDurable: isDurable, erasesFiles: erasesFiles)
        guard access(path, F_OK) == 0 else { throw StoreError.missing(path: path) }
        return store
    }

    /// Finds out before any work is done that a store cannot be written to.
    public func checkWritable() throws {
        guard try StoreAccess(path: path).isWritable else { throw StoreError.readOnly(path: path) }
    }

    /// A view of the contacts as they are now, with room for intents.
    public func snapshot(clock: LogicalClock) throws -> Snapshot {
        let connection = try idleConnection() ?? connect(.run)
        return try translating { try Snapshot(store: self, connection: connection, clock: clock) }
    }

    /// Keeps the connection of a snapshot in which nothing was staged for the next one: for processes that run many scripts.
    public func keepsConnection() { idle.turnOn() }

    private func idleConnection() throws -> SQLiteConnection? {
        guard let connection = idle.take() else { return nil }
        let isErasureUnfinished = try translating { try connection.integer("SELECT 1 FROM meta WHERE key = 'shred'") != nil }
        return isErasureUnfinished ? nil : connection
    }

    /// A connection whose store has this program's format.
    ///
    /// - Parameters:
    ///   - creates: whether an empty file may become a store: a store that was emptied must not look like a new one.
    ///   - finishesErasures: whether an erasure that a crash or a reader has kept from the file's bytes is finished first.
    func connect(_ purpose: SQLiteDriver.Purpose, creates: Bool = false, finishesErasures: Bool = true) throws -> SQLiteConnection {
        if purpose == .load { try checkWritable() }
        let driver = SQLiteDriver(path: path, isDurable: isDurable)
        let connection = try driver.open(purpose)
        return try translating {
            // In this order: another process may be making the store at this moment, tables and format at once.
            let isEmpty = try connection.integer("SELECT count(*) FROM sqlite_master") == 0
            let format = Int(try connection.integer("PRAGMA user_version") ?? 0)
            guard format <= Schema.format else { throw StoreError.newer(path: path, format: format, known: Schema.format) }
            if format < Schema.format {
                guard format > 0 || (creates && isEmpty) else { throw StoreError.notAStore(path: path) }
                try driver.migrate()
            }
            if finishesErasures, try connection.integer("SELECT 1 FROM meta WHERE key = 'shred'") != nil { resumeErasure(on: connection) }
            return connection
        }
    }

    /// Gives a database's error the store's words.
    func translating<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as SQLError {
            throw StoreError(error, path: path)
        }
    }
}
