/// The state of a `CSVReader`: the window on the file and the current record.
///
/// It is a struct behind a pointer, because reading records and fields is the hottest thing an import does, and stored
/// properties of a class pay an exclusivity check at each access.
@usableFromInline
struct CSVScanner: ~Copyable {
    let source: ByteReader
    private(set) var pattern: CSVPattern
    var delimiter: UInt8 { pattern.delimiter }
    let limit: Int
    var line = 0
    var nextLine = 1
    var hasTextAfterQuote = false

    @usableFromInline var fields: UnsafeMutablePointer<UnsafeRawBufferPointer>
    @usableFromInline var count = 0
    private(set) var fieldCapacity = 32

    var buffer: RecordBuffer
    var marks: CSVMarks
    /// Where fields with doubled quotes are put together; never smaller than the window, so that it stays in a record.
    var scratch = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 0)
    var scratchUsed = 0
    var rawStart = 0
    var rawEnd = 0

    private let sniffs: Bool
    private var isStarted = false

    init(_ source: ByteReader, delimiter: UInt8?, limit: Int) {
        self.source = source
        pattern = CSVPattern(delimiter: delimiter ?? UInt8(ascii: ","))
        self.limit = limit
        sniffs = delimiter == nil
        buffer = RecordBuffer(chunkSize: source.largestRead)
        marks = CSVMarks(chunkSize: source.largestRead)
        fields = .allocate(capacity: fieldCapacity)
    }

    deinit {
        fields.deallocate()
        scratch.deallocate()
    }

    var raw: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: buffer.base + rawStart, count: rawEnd - rawStart)
    }

    mutating func clearRecord() {
        count = 0
        (rawStart, rawEnd) = (buffer.cursor, buffer.cursor)
        hasTextAfterQuote = false
    }

    mutating func next() throws(FormatError) -> Bool {
        if !isStarted { try start() }
        return try advance()
    }

    mutating func skip(to position: Int, line: Int?) throws(FormatError) {
        if !isStarted { try start() }
        if let line {
            let distance = position - buffer.position
            let windowStart = buffer.cursor
            try buffer.skip(to: position, in: source)
            if buffer.cursor == windowStart + distance, buffer.end > 0 {
                marks.drop(before: buffer.cursor)
            } else {
                marks.removeAll()
            }
            nextLine = line
        } else {
            while buffer.position < position, try advance() {}
            if buffer.position != position { throw .noSuchPosition(file: source.name, position: position) }
        }
        clearRecord()
    }

    /// Reads a chunk and finds its marks.
    mutating func refill() throws(FormatError) {
        marks.moveDown(by: buffer.cursor)
        let known = buffer.end - buffer.cursor
        try buffer.refill(from: source)
        marks.find(in: known..<buffer.end, of: UnsafePointer(buffer.base), pattern)
    }

    mutating func growFields() {
        let larger = UnsafeMutablePointer<UnsafeRawBufferPointer>.allocate(capacity: 2 * fieldCapacity)
        larger.moveInitialize(from: fields, count: fieldCapacity)
        fields.deallocate()
        fields = larger
        fieldCapacity *= 2
    }

    private mutating func start() throws(FormatError) {
        isStarted = true
        while buffer.end < 3, !buffer.isComplete { try buffer.refill(from: source) }
        try buffer.skipByteOrderMark(of: source)
        if sniffs { try sniff() }
        marks.find(in: buffer.cursor..<buffer.end, of: UnsafePointer(buffer.base), pattern)
    }

    private mutating func sniff() throws(FormatError) {
        while true {
            let header = CSVHeaderScan(buffer.available)
            pattern = CSVPattern(delimiter: header.delimiter)
            if header.isWhole || buffer.isComplete || buffer.available.count > limit { return }
            try buffer.refill(from: source)
        }
    }
}
