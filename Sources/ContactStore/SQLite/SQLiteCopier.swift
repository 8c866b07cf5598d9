import GRDBSQLite
import Glibc

/// Copies a store as it is at one moment, page by page, while others read and write it.
///
/// Source: SQLite, "Online Backup API": a backup made in one step reads in one transaction, which with a write-ahead log keeps no
/// writer waiting, and sees what lies in the log.
struct SQLiteCopier {
    let path: String

    func copy(to target: String) throws {
        let access = try StoreAccess(path: path)
        var log = stat()
        // Whoever closes a store last moves its log into it, unless he must not write: what a crash has left there stays there.
        let hasLog = stat(path + "-wal", &log) == 0 && log.st_size > 0
        let source = try open(access.name(path), access.isWritable && !hasLog ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY)
        defer { sqlite3_close(source) }
        // SQLite would make a file that others may read.
        let descriptor = Glibc.open(target, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw StoreError.unreadable(path: target, reason: String(cString: strerror(errno))) }
        close(descriptor)
        let copy = try open(target, SQLITE_OPEN_READWRITE)
        defer { sqlite3_close(copy) }
        guard let backup = sqlite3_backup_init(copy, "main", source, "main") else {
            throw SQLError(sqlite3_errcode(copy), on: copy, sql: nil)
        }
        let code = sqlite3_backup_step(backup, -1)
        let end = sqlite3_backup_finish(backup)
        guard code == SQLITE_DONE, end == SQLITE_OK else { throw SQLError(code == SQLITE_DONE ? end : code, on: copy, sql: nil) }
    }

    private func open(_ name: String, _ access: Int32) throws(SQLError) -> OpaquePointer {
        var handle: OpaquePointer?
        let code = sqlite3_open_v2(name, &handle, access | SQLITE_OPEN_URI, nil)
        guard code == SQLITE_OK, let handle else {
            defer { sqlite3_close(handle) }
            throw SQLError(code: Int(code), message: String(cString: sqlite3_errstr(code)))
        }
        sqlite3_busy_timeout(handle, 60_000)
        return handle
    }
}
