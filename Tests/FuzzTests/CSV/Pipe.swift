import Glibc

/// A file that never reaches a disk, for writers that want a path.
final class Pipe {
    private let reading: CInt
    private var writing: CInt

    /// `F_SETPIPE_SZ`, which Glibc's module leaves out: without it a writer would wait for a reader after 64 KiB.
    private static let setSize: CInt = 1031

    init() throws {
        var ends: [CInt] = [0, 0]
        guard pipe(&ends) == 0, fcntl(ends[1], Self.setSize, 1 << 20) >= 0 else { throw FuzzFinding("no pipe: errno \(errno)") }
        (reading, writing) = (ends[0], ends[1])
    }

    deinit {
        close(reading)
        if writing >= 0 { close(writing) }
    }

    var path: String { "/proc/self/fd/\(writing)" }

    /// What was written by writers that are closed now.
    func readToEnd() -> [UInt8] {
        close(writing)
        writing = -1
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while case let count = read(reading, &chunk, chunk.count), count > 0 { bytes += chunk[0..<count] }
        return bytes
    }
}
