import GRDBSQLite

/// Why a store cannot be used, with what to do about it.
public enum StoreError: Error, Hashable, Sendable, CustomStringConvertible {
    case missing(path: String)
    case alreadyExists(path: String)
    case notAStore(path: String)
    case unreadable(path: String, reason: String)
    /// The store's format is newer than this program's.
    case newer(path: String, format: Int, known: Int)
    case busy(path: String)
    case diskFull(path: String)
    /// What a run stages lies in temporary files, which may be on another disk.
    case temporaryDiskFull(folder: String)
    /// Reading or writing failed below the database.
    case unwritable(path: String, reason: String)
    case readOnly(path: String)
    /// It lies where nothing can be written, and its last writer was cut short: what that had committed cannot be taken in.
    case unfinished(path: String)
    case damaged(path: String, reason: String)
    /// A query of queries that the database's parser has no room for.
    case tooNested
    /// ``Snapshot/shouldStop`` said so.
    case interrupted
    case sql(SQLError)

    public var description: String { description(of: "nothing was changed") }

    /// - Parameter outcome: what has become of the work.
    func description(of outcome: String) -> String {
        switch self {
        case .missing(let path): "no store at \(path); create a workspace with 'lunation init'"
        case .alreadyExists(let path): "there is a store at \(path) already"
        case .notAStore(let path): "\(path) is not a Lunation store"
        case .unreadable(let path, let reason): "cannot open \(path): \(reason)"
        case .newer(let path, let format, let known):
            "\(path) was made by a newer Lunation (format \(format), this one knows \(known)); install that version to use it"
        case .busy(let path): "\(path) is kept busy by another process; try again when it has finished"
        case .temporaryDiskFull(let folder):
            "the disk that holds temporary files, \(folder), is full; \(outcome): free some space or name another folder in SQLITE_TMPDIR"
        case .diskFull(let path): "the disk that holds \(path) is full; \(outcome): free some space and run it again"
        case .unwritable(let path, let reason): "cannot write \(path) (\(reason)); is the disk full or gone? \(outcome)"
        case .readOnly(let path): "\(path) is on a read-only file system or owned by another user; \(outcome)"
        case .unfinished(let path):
            "\(path) is on a read-only file system and was not closed properly; use it once where it can be written, then it can be read here"
        case .damaged(let path, let reason): "\(path) is damaged (\(reason)); restore it from a backup"
        case .tooNested: "the query is nested too deeply for the database; take its steps apart, or put a segment in their place"
        case .interrupted: "the query was interrupted"
        case .sql(let error): error.description
        }
    }

    init(_ error: SQLError, path: String) {
        switch Int32(error.code) {
        case SQLITE_ERROR where error.message.contains("parser stack overflow"): self = .tooNested
        case SQLITE_INTERRUPT: self = .interrupted
        case SQLITE_BUSY, SQLITE_LOCKED: self = .busy(path: path)
        case SQLITE_FULL:
            self = TemporaryDisk.isFull(besides: path) ? .temporaryDiskFull(folder: TemporaryDisk.folder) : .diskFull(path: path)
        case SQLITE_READONLY, SQLITE_PERM: self = .readOnly(path: path)
        case SQLITE_CANTOPEN: self = .unreadable(path: path, reason: error.message)
        case SQLITE_IOERR: self = .unwritable(path: path, reason: error.message)
        case SQLITE_CORRUPT: self = .damaged(path: path, reason: error.message)
        case SQLITE_NOTADB: self = .notAStore(path: path)
        default: self = .sql(error)
        }
    }
}
