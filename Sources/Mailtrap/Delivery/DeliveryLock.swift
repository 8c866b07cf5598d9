import Glibc

/// The right to deliver for a workspace, which one process has at a time. It goes with the process, however that ends.
public final class DeliveryLock {
    private let descriptor: Int32

    /// Where a workspace keeps it.
    public static func path(in folder: String) -> String { folder + "/.lunation/delivery.lock" }

    /// Nil where another process has it, or the file cannot be made.
    ///
    /// - Parameter name: what others are told that the process is.
    public init?(path: String, name: String) {
        let folder = String(path.prefix(upTo: path.lastIndex(of: "/") ?? path.startIndex))
        if !folder.isEmpty { mkdir(folder, 0o700) }
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return nil }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            return nil
        }
        let text = "\(name) (process \(getpid()))"
        ftruncate(descriptor, 0)
        _ = text.withCString { pwrite(descriptor, $0, strlen($0), 0) }
    }

    deinit {
        close(descriptor)
    }

    /// Who has it, in words.
    public static func holder(path: String) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return "another process" }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 200)
        let count = read(descriptor, &bytes, bytes.count)
        return count > 0 ? String(decoding: bytes[..<count], as: UTF8.self) : "another process"
    }
}
