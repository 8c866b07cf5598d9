/// Reads CSV (RFC 4180) record by record without allocating per record.
///
/// Any line ending is taken (CRLF, LF, CR), a UTF-8 byte order mark and blank lines are skipped, quoted fields may hold
/// delimiters, line ends and doubled quotes. Records may differ in their number of fields. A quote inside a field that does
/// not start with one is text.
public final class CSVReader {
    @usableFromInline let scanner: UnsafeMutablePointer<CSVScanner>
    private var failure: FormatError?

    public static let defaultLimit = 1 << 20

    /// Reads from a source. A delimiter of nil is looked for in the header: the most frequent of `, ; tab |` outside quotes.
    /// No record may have more than `limit` bytes.
    public init(_ source: ByteReader, delimiter: UInt8? = UInt8(ascii: ","), limit: Int = CSVReader.defaultLimit) {
        scanner = .allocate(capacity: 1)
        scanner.initialize(to: CSVScanner(source, delimiter: delimiter, limit: limit))
    }

    deinit {
        scanner.deinitialize(count: 1)
        scanner.deallocate()
    }

    /// Goes to the next record; false behind the last one. After an error it throws the same error again.
    public func next() throws(FormatError) -> Bool {
        if let failure { throw failure }
        do {
            return try scanner.pointee.next()
        } catch {
            fail(error)
            throw error
        }
    }

    /// How many fields the current record has.
    @inlinable public var count: Int { scanner.pointee.count }

    /// A field of the current record without its quotes; the memory is valid until the next `next()`.
    @inlinable public subscript(index: Int) -> UnsafeRawBufferPointer {
        precondition(index >= 0 && index < scanner.pointee.count, "the record has fewer fields")
        return scanner.pointee.fields[index]
    }

    /// Whether a field of the current record is written as `""`: empty, and in quotes.
    public func isQuotedEmpty(_ index: Int) -> Bool {
        let field = self[index]
        guard field.isEmpty, let start = field.baseAddress, let first = raw.baseAddress, start > first else { return false }
        // The reader hands out what is between the quotes, where it stands.
        return start.load(fromByteOffset: -1, as: UInt8.self) == quote
    }

    /// Whether a field of the current record, not empty, begins with a quote that is not part of it.
    public func isQuoted(_ index: Int) -> Bool {
        let field = self[index]
        guard let start = field.baseAddress, let first = raw.baseAddress else { return false }
        // A field whose quotes are doubled inside lies elsewhere.
        guard start >= first, start <= first + raw.count else { return true }
        return start > first && start.load(fromByteOffset: -1, as: UInt8.self) == quote
    }

    /// The current record as it stands in the file, without its line end; the memory is valid until the next `next()`.
    public var raw: UnsafeRawBufferPointer { scanner.pointee.raw }

    /// Whether the current record is well-formed UTF-8.
    public var isValidUTF8: Bool { raw.isUTF8 }

    /// Whether a field of the current record has text behind its closing quote, as in `"a"b`; it is read as `ab`.
    public var hasTextAfterQuote: Bool { scanner.pointee.hasTextAfterQuote }

    /// The fields as strings, ill-formed UTF-8 repaired: for headers, not for millions of rows.
    public var strings: [String] {
        (0..<count).map { String(decoding: self[$0], as: UTF8.self) }
    }

    /// The line where the current record starts; the first line is 1.
    public var line: Int { scanner.pointee.line }

    /// The line where the next record starts: with `position`, what `skip(to:line:)` needs to go on later.
    public var nextLine: Int { scanner.pointee.nextLine }

    /// The offset behind the current record and its line end, in bytes after decompression.
    public var position: Int { scanner.pointee.buffer.position }

    /// The byte between two fields; one that is looked for is known after the first `next()`.
    public var delimiter: UInt8 { scanner.pointee.delimiter }

    /// The source's progress: bytes taken in, and how many there are in all where that is known.
    public var progress: (read: Int, total: Int?) {
        let source = scanner.pointee.source
        return (source.bytesRead, source.totalBytes)
    }

    /// Goes forward to a `position` that an earlier reader of the same file reported.
    ///
    /// With the `nextLine` that belonged to it the bytes between are skipped unread (on a plain file, by a seek); without it
    /// the records between are read, so that line numbers stay right.
    public func skip(to position: Int, line: Int? = nil) throws(FormatError) {
        if let failure { throw failure }
        do {
            try scanner.pointee.skip(to: position, line: line)
        } catch {
            fail(error)
            throw error
        }
    }

    private func fail(_ error: FormatError) {
        scanner.pointee.clearRecord()
        failure = error
    }
}
