import Glibc

/// Reads a run's log while it is written.
public struct RunLogReader: Sendable {
    let path: String
    /// How long it waits between two looks.
    var interval: Duration = .milliseconds(200)

    private static let chunkSize = 64 << 10

    /// Hands over line after line, as it stands in the file, until the run is over and every line of it has been handed over. A file
    /// that is not there is waited for.
    ///
    /// - Parameters:
    ///   - isOver: whether the run is over; asked before each look, so that what was written before its answer is still read.
    public func follow(until isOver: () throws -> Bool, _ body: (String) throws -> Void) rethrows {
        var descriptor: Int32 = -1
        defer { if descriptor >= 0 { close(descriptor) } }
        var rest: [UInt8] = []
        while true {
            let isLast = try isOver()
            if descriptor < 0 { descriptor = open(path, O_RDONLY | O_CLOEXEC) }
            while descriptor >= 0, let bytes = Self.read(descriptor) {
                // Only what is new is searched, or a long line would be searched again with each of its pieces.
                var searched = rest.count
                rest += bytes
                var start = 0
                while let end = rest[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                    if end > start { try body(String(decoding: rest[start..<end], as: UTF8.self)) }
                    start = end + 1
                    searched = start
                }
                rest.removeFirst(start)
            }
            guard !isLast else { break }
            usleep(UInt32(interval / .microseconds(1)))
        }
        if !rest.isEmpty { try body(String(decoding: rest, as: UTF8.self)) }
    }

    private static func read(_ descriptor: Int32) -> [UInt8]? {
        let bytes = [UInt8](unsafeUninitializedCapacity: chunkSize) { buffer, count in
            repeat { count = Glibc.read(descriptor, buffer.baseAddress, buffer.count) } while count < 0 && errno == EINTR
            count = max(0, count)
        }
        return bytes.isEmpty ? nil : bytes
    }
}
