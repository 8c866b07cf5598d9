import Glibc

/// How the file of a store can be opened.
///
/// Source: SQLite, "Write-Ahead Logging", read-only databases: on a file system that cannot be written a store can be read where its
/// log and the index of it are there, or where it has no log and is declared immutable, so that nobody looks for one.
enum StoreAccess {
    case full
    /// Another machine or mount has it open, or a crash has left its log.
    case readOnly
    /// It was closed properly, and nothing can change it.
    case immutable

    init(path: String) throws(StoreError) {
        // SQLite would make an empty store in the place of a missing one.
        guard access(path, F_OK) == 0 else { throw .missing(path: path) }
        if access(path, R_OK | W_OK) == 0 {
            self = .full
            return
        }
        let reason = errno
        guard reason == EROFS, access(path, R_OK) == 0 else { throw .unreadable(path: path, reason: String(cString: strerror(reason))) }
        var log = stat()
        if access(path + "-shm", R_OK) == 0, stat(path + "-wal", &log) == 0 {
            self = .readOnly
        } else if stat(path + "-wal", &log) == 0, log.st_size > 0 {
            throw .unfinished(path: path)
        } else {
            self = .immutable
        }
    }

    /// The store's name for SQLite, which Debian builds to take URIs wherever it takes names.
    func name(_ path: String) -> String {
        if case .full = self { return path }
        var name = "file:"
        for byte in path.utf8 {
            let isPlain = (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || "/._-".utf8.contains(byte)
            name += isPlain ? String(UnicodeScalar(byte)) : "%" + Hexadecimal.text([byte])
        }
        return name + (isImmutable ? "?immutable=1" : "?mode=ro")
    }

    var isWritable: Bool { if case .full = self { true } else { false } }
    private var isImmutable: Bool { if case .immutable = self { true } else { false } }
}
