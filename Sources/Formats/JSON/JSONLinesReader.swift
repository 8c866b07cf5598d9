/// Reads JSON Lines: one value a line, in UTF-8. Blank lines and a byte order mark are skipped.
public final class JSONLinesReader {
    /// The number of the current line; the first is 1.
    public private(set) var line = 0
    /// The longest line in bytes; a longer one is reported and passed over.
    public let limit: Int

    private let source: ByteReader
    private let depth: Int
    private var buffer: RecordBuffer
    private var isStarted = false
    private var rawStart = 0
    private var rawEnd = 0

    public static let defaultLimit = 1 << 20

    /// Reads from a source; `depth` is how deep a value may nest.
    public init(_ source: ByteReader, limit: Int = JSONLinesReader.defaultLimit, depth: Int = JSONValue.defaultDepth) {
        self.source = source
        self.limit = limit
        self.depth = depth
        buffer = RecordBuffer(chunkSize: source.largestRead)
    }

    /// The next line's value, or why it is none; nil behind the last line. Throws when the file itself cannot be read on.
    public func next() throws(FormatError) -> Result<JSONValue, FormatError>? {
        while let isWhole = try nextLine() {
            guard isWhole else { return .failure(.lineTooLong(line: line, limit: limit)) }
            let bytes = raw
            if bytes.allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") || $0 == UInt8(ascii: "\r") }) { continue }
            return Result { () throws(FormatError) in try JSONValue(parsing: bytes, depth: depth, line: line) }
        }
        return nil
    }

    /// The current line as it stands in the file, without its line feed, or nothing of one that is too long; the memory is
    /// valid until the next `next()`.
    public var raw: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: buffer.base + rawStart, count: rawEnd - rawStart)
    }

    /// The offset behind the current line, in bytes after decompression.
    public var position: Int { buffer.position }

    /// Whether a whole line that is not blank has been read from the source already, so that `next()` does not wait for one.
    public var hasLineInMemory: Bool {
        let bytes = buffer.available
        let start = bytes.firstIndex { $0 > UInt8(ascii: " ") } ?? bytes.endIndex
        return bytes[start...].contains(UInt8(ascii: "\n"))
    }

    /// The source's progress: bytes taken in, and how many there are in all where that is known.
    public var progress: (read: Int, total: Int?) { (source.bytesRead, source.totalBytes) }

    /// Goes forward to a `position` of an earlier reader of the same file, whose `line` was the last one read.
    public func skip(to position: Int, line: Int) throws(FormatError) {
        if !isStarted { try start() }
        try buffer.skip(to: position, in: source)
        self.line = line
        (rawStart, rawEnd) = (buffer.cursor, buffer.cursor)
    }

    private func start() throws(FormatError) {
        isStarted = true
        while buffer.end < 3, !buffer.isComplete { try buffer.refill(from: source) }
        try buffer.skipByteOrderMark(of: source)
    }

    /// Goes to the next line: true when it is within the limit, nil at the end.
    private func nextLine() throws(FormatError) -> Bool? {
        if !isStarted { try start() }
        var searched = 0
        while true {
            let bytes = buffer.available
            if let found = bytes[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                return take(found, end: found + 1)
            }
            if buffer.isComplete { return bytes.isEmpty ? nil : take(bytes.count, end: bytes.count) }
            if bytes.count > limit { return try passOver() }
            searched = bytes.count
            try buffer.refill(from: source)
        }
    }

    private func take(_ count: Int, end: Int) -> Bool {
        line += 1
        (rawStart, rawEnd) = (buffer.cursor, buffer.cursor + (count <= limit ? count : 0))
        buffer.cursor += end
        return count <= limit
    }

    /// Drops a line that is longer than the buffer should grow.
    private func passOver() throws(FormatError) -> Bool {
        line += 1
        while true {
            if let found = buffer.available.firstIndex(of: UInt8(ascii: "\n")) {
                buffer.cursor += found + 1
                break
            }
            buffer.cursor = buffer.end
            if buffer.isComplete { break }
            try buffer.refill(from: source)
        }
        (rawStart, rawEnd) = (buffer.cursor, buffer.cursor)
        return false
    }
}
