import Automation
import Glibc

/// A file that a collector reads, such as node_exporter's: it holds metrics of one moment or of another, never a part of them.
struct PrometheusTextFile {
    let path: String

    /// It is not brought to the disk: after a crash of the machine its next writer makes it anew.
    func write(_ text: String) throws(WorkspaceError) {
        // The collector takes what ends in `.prom`.
        let draft = "\(path).\(getpid()).tmp"
        unlink(draft)
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw failure() }
        let isWritten = Self.put(Array(text.utf8), descriptor)
        let code = errno
        // A service's umask is strict, and its collector another account.
        fchmod(descriptor, 0o644)
        close(descriptor)
        errno = code
        guard isWritten, rename(draft, path) == 0 else {
            let error = failure()
            unlink(draft)
            throw error
        }
    }

    private static func put(_ bytes: [UInt8], _ descriptor: Int32) -> Bool {
        var start = 0
        while start < bytes.count {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress.map { $0 + start }, $0.count - start) }
            if count < 0, errno != EINTR { return false }
            start += max(0, count)
        }
        return true
    }

    private func failure() -> WorkspaceError {
        .unwritable(path: path, reason: String(cString: strerror(errno)))
    }
}
