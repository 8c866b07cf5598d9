import Glibc
import Synchronization

/// How a scheduler is told to end, from any thread: once to let its runs come to their ends, twice to end at once.
public final class StopSignal: Sendable {
    private let ends: (read: Int32, write: Int32)
    private let count = Mutex(0)

    public init() {
        var pipe: [Int32] = [-1, -1]
        Glibc.pipe(&pipe)
        for end in pipe {
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
        ends = (pipe[0], pipe[1])
    }

    deinit {
        close(ends.read)
        close(ends.write)
    }

    /// Asks for the end; asked again, for the end at once.
    public func stop() {
        count.withLock { $0 += 1 }
        var byte: UInt8 = 1
        _ = write(ends.write, &byte, 1)
    }

    /// How often it was asked.
    var requests: Int { count.withLock { $0 } }

    /// Becomes readable when it is asked.
    var descriptor: Int32 { ends.read }

    func clear() {
        var bytes = [UInt8](repeating: 0, count: 64)
        while read(ends.read, &bytes, bytes.count) > 0 {}
    }
}
