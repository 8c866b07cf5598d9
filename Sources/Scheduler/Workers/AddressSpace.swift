import Glibc

/// How much memory a process may have.
enum AddressSpace {
    /// What a run needs beside what its script may use: the caches of the database, results on their way.
    static let margin = 512 << 20

    /// Lets this process grow by a number of bytes from what it has now, and by no more; it then ends.
    static func limit(to more: Int) {
        guard let used else { return }
        let most = rlim_t(used + more)
        var limit = rlimit(rlim_cur: most, rlim_max: most)
        setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
    }

    /// Bytes of address space in use, from `/proc/self/statm`.
    static var used: Int? {
        guard let file = fopen("/proc/self/statm", "r") else { return nil }
        defer { fclose(file) }
        var pages = 0
        return withUnsafeMutablePointer(to: &pages) { pointer in
            withVaList([pointer]) { vfscanf(file, "%ld", $0) } == 1 ? pointer.pointee * sysconf(Int32(_SC_PAGESIZE)) : nil
        }
    }
}
