import Glibc
import Synchronization

/// A file descriptor that takes whole lines, from any thread.
///
/// A line is one `write(2)`: files that are opened for appending keep it in one piece whoever else writes to them, and so do pipes
/// up to 4,096 bytes.
public final class LineOutput: Sendable {
    private let descriptor: Int32
    /// Whether the last line was cut short, so that the next one begins with its end.
    private let isTorn: Mutex<Bool>

    /// How long a reader may be busy before a line is given up, in milliseconds.
    private static let patience: Int32 = 1_000

    /// Lines go to a descriptor, which stays open; the error output where none is given.
    public init(descriptor: Int32 = 2) {
        self.descriptor = descriptor
        isTorn = Mutex(false)
    }

    init(descriptor: Int32, isTorn: Bool) {
        self.descriptor = descriptor
        self.isTorn = Mutex(isTorn)
    }

    /// Writes a line. Answers the number of the error that kept it from being written, or nil.
    @discardableResult
    func write(_ line: String) -> Int32? {
        let bytes = Array(line.utf8) + [UInt8(ascii: "\n")]
        return isTorn.withLock { isTorn in
            let code = put(isTorn ? [UInt8(ascii: "\n")] + bytes : bytes) { isTorn = $0 }
            return code
        }
    }

    private func put(_ bytes: [UInt8], _ noteTorn: (Bool) -> Void) -> Int32? {
        var start = 0
        while start < bytes.count {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress.map { $0 + start }, $0.count - start) }
            if count >= 0 {
                start += count
                continue
            }
            let code = errno
            if code == EINTR || code == EAGAIN && isWritable() { continue }
            if start > 0 { noteTorn(true) }
            return code
        }
        noteTorn(false)
        return nil
    }

    /// Waits for a descriptor that somebody has made non-blocking.
    private func isWritable() -> Bool {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        return poll(&waiting, 1, Self.patience) > 0
    }
}
