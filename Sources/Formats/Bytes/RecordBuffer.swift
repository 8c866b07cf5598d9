/// A window on a byte stream that always holds the record being read in one piece, however the chunks fall.
struct RecordBuffer: ~Copyable {
    /// The window's memory, with `padding` readable bytes behind `end`, so that a vector load near the end stays inside.
    private(set) var base: UnsafeMutablePointer<UInt8>
    /// The first byte that no record has used.
    var cursor = 0
    /// Behind the last byte that was read.
    private(set) var end = 0
    /// Nothing comes after `end`.
    private(set) var isComplete = false
    /// The stream's offset of the window's first byte.
    private var offset = 0
    private var capacity: Int

    private static let padding = 128

    /// A window for chunks of this size.
    init(chunkSize: Int) {
        capacity = 2 * chunkSize
        base = .allocate(capacity: capacity + Self.padding)
        base.initialize(repeating: 0, count: capacity + Self.padding)
    }

    deinit {
        base.deallocate()
    }

    /// The stream's offset of the cursor.
    var position: Int { offset + cursor }

    /// What was read behind the cursor.
    var available: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base + cursor, count: end - cursor) }

    /// Reads the next chunk behind what is there, which moves to the front; sets `isComplete` at the end of the stream.
    mutating func refill(from source: ByteReader) throws(FormatError) {
        let rest = end - cursor
        if cursor > 0 { base.update(from: base + cursor, count: rest) }
        offset += cursor
        (cursor, end) = (0, rest)
        if end > capacity / 2 { grow() }
        let count = try source.read(into: UnsafeMutableRawBufferPointer(start: base + end, count: capacity - end))
        end += count
        isComplete = count == 0
    }

    /// Moves the cursor forward to an offset of the stream.
    mutating func skip(to target: Int, in source: ByteReader) throws(FormatError) {
        guard target >= position else { throw .noSuchPosition(file: source.name, position: target) }
        if target <= offset + end {
            cursor = target - offset
        } else {
            try source.skip(to: target)
            (cursor, end, offset) = (0, 0, target)
        }
    }

    /// At the start of the stream: steps over a UTF-8 byte order mark, and refuses UTF-16.
    mutating func skipByteOrderMark(of source: ByteReader) throws(FormatError) {
        let first = available.prefix(3)
        if first.elementsEqual([0xEF, 0xBB, 0xBF]) {
            cursor += 3
        } else if first.starts(with: [0xFF, 0xFE]) || first.starts(with: [0xFE, 0xFF]) {
            throw .utf16(file: source.name)
        }
    }

    private mutating func grow() {
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: 2 * capacity + Self.padding)
        larger.initialize(repeating: 0, count: 2 * capacity + Self.padding)
        larger.update(from: base, count: end)
        base.deallocate()
        base = larger
        capacity *= 2
    }
}
