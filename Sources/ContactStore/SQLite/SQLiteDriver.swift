import GRDB
import GRDBSQLite
import Glibc

/// Opens the connections to a SQLite store.
struct SQLiteDriver {
    let path: String
    /// Whether commits wait for the disk.
    var isDurable = true

    /// Bytes of a store that is thrown away that are mapped into memory.
    private static let mappedSize = 1 << 30

    /// Microseconds between two attempts to write while another does: the first few, and the rest, which make a minute.
    private static let quickWait: UInt32 = 500
    private static let quickAttempts = 40
    private static let wait: UInt32 = 2_000
    private static let mostAttempts = 30_000

    /// What a connection is for: how much memory its page cache may take.
    enum Purpose {
        /// A run: small, so that a scan of a million contacts takes no more memory than one of ten thousand, and stays in the
        /// processor's own cache.
        case run
        /// The commit of a run, which goes to pages of several indexes in turn.
        case commit
        /// A bulk load, which rewrites index pages at random places.
        case load

        /// KiB.
        var cacheSize: Int {
            switch self {
            case .run: 2_048
            case .commit: 16_384
            case .load: 262_144
            }
        }
    }

    /// Opens the store, which must exist.
    func open(_ purpose: Purpose) throws(StoreError) -> SQLiteConnection {
        try translating { try SQLiteConnection(queue: try queue(purpose)) }
    }

    /// Brings the store's format up to date.
    func migrate() throws(StoreError) {
        try translating { try Migrations.migrator.migrate(try queue(.run)) }
    }

    private func queue(_ purpose: Purpose) throws -> DatabaseQueue {
        let access = try StoreAccess(path: path)
        var configuration = Configuration()
        configuration.label = "lunation"
        // Readers never block; writers queue up for each other's commits, which are short, so nobody sees "locked".
        // Asked for often: one that commits all the time leaves gaps of a millisecond, and SQLite's own waiting goes up to a tenth of a second.
        configuration.busyMode = .callback { attempts in
            usleep(attempts < Self.quickAttempts ? Self.quickWait : Self.wait)
            return attempts < Self.mostAttempts
        }
        configuration.foreignKeysEnabled = false
        let synchronous = isDurable ? "FULL" : "OFF"
        // Nobody else can cut a file short that is thrown away, so it may be read where it lies. Where no commit waits for the disk, a
        // log costs nothing to be emptied, and each page that is read costs less where it is empty.
        let passing = isDurable ? "" : "PRAGMA mmap_size = \(Self.mappedSize); PRAGMA wal_autocheckpoint = 1; "
        configuration.prepareDatabase { db in
            if let handle = db.sqliteConnection {
                SQLiteFunctions.register(on: handle)
                let writing = "PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = \(synchronous);"
                let pragmas = (access.isWritable ? writing : "") + passing + "PRAGMA cache_size = -\(purpose.cacheSize)"
                let code = sqlite3_exec(handle, pragmas, nil, nil, nil)
                if code != SQLITE_OK { throw SQLError(code, on: handle, sql: nil) }
            }
        }
        return try DatabaseQueue(path: access.name(path), configuration: configuration)
    }

    private func translating<Result>(_ body: () throws -> Result) throws(StoreError) -> Result {
        do {
            return try body()
        } catch let error as StoreError {
            throw error
        } catch let error as SQLError {
            throw StoreError(error, path: path)
        } catch let error as DatabaseError {
            throw StoreError(SQLError(code: Int(error.resultCode.rawValue), message: error.message ?? "unknown"), path: path)
        } catch {
            throw .unreadable(path: path, reason: "\(error)")
        }
    }
}
