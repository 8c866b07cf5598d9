import Glibc

/// Where SQLite puts temporary files: it does not say on which disk it has found no room.
enum TemporaryDisk {
    /// Below this a disk counts as full, above it as the one that was not to blame.
    private static let room: UInt = 1 << 20

    /// Source: SQLite, "Temporary Files Used By SQLite", the folders that are tried in turn.
    static var folder: String {
        let named = ["SQLITE_TMPDIR", "TMPDIR"].compactMap { (name: String) in getenv(name).map { String(cString: $0) } }
        return (named + ["/var/tmp", "/usr/tmp", "/tmp"]).first { path in
            var status = stat()
            return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR && access(path, W_OK | X_OK) == 0
        } ?? "."
    }

    /// Whether it is the disk of the temporary files that has no room, and not the store's.
    static func isFull(besides store: String) -> Bool {
        let own = store.lastIndex(of: "/").map { String(store[...$0]) } ?? "."
        guard let temporary = space(in: folder), let own = space(in: own) else { return false }
        return temporary < room && own >= room
    }

    private static func space(in folder: String) -> UInt? {
        var status = statvfs()
        return statvfs(folder, &status) == 0 ? UInt(status.f_bavail) * UInt(status.f_frsize) : nil
    }
}
