/// Writes CSV (RFC 4180): quotes only where a field needs them, so that `CSVReader` reads back the same fields.
///
/// Fields are written as they are: one that a spreadsheet would take for a formula is not changed.
public final class CSVWriter {
    /// What ends a record.
    public enum LineEnd: Sendable {
        case lf, crlf
    }

    private let sink: ByteWriter
    private let pattern: CSVPattern
    private let lineEnd: LineEnd
    private var fieldCount = 0
    private var recordStart = 0

    /// Writes to a sink, which `close()` closes too.
    public init(_ sink: ByteWriter, delimiter: UInt8 = UInt8(ascii: ","), lineEnd: LineEnd = .lf) {
        self.sink = sink
        pattern = CSVPattern(delimiter: delimiter)
        self.lineEnd = lineEnd
    }

    /// Writes a whole record; a header is the first of them.
    public func write(record: [String]) throws(FormatError) {
        for field in record { try write(field) }
        try endRecord()
    }

    /// Writes one field.
    public func write(_ field: String) throws(FormatError) {
        var field = field
        let result = field.withUTF8 { utf8 in
            Result { () throws(FormatError) in try self.write(UnsafeRawBufferPointer(utf8)) }
        }
        try result.get()
    }

    /// Writes one field from its bytes.
    public func write(_ field: UnsafeRawBufferPointer) throws(FormatError) {
        if fieldCount > 0 { try sink.write(pattern.delimiter) }
        fieldCount += 1
        if needsQuotes(field) {
            try writeQuoted(field)
        } else {
            try sink.write(field)
        }
    }

    /// Writes one field in quotes whether it needs them or not: of an empty one they tell that it is there.
    public func write(quoted field: UnsafeRawBufferPointer) throws(FormatError) {
        if fieldCount > 0 { try sink.write(pattern.delimiter) }
        fieldCount += 1
        try writeQuoted(field)
    }

    /// Writes a header: names that hold what another file's delimiter might be are quoted, so that readers that look for the
    /// delimiter find the right one.
    public func write(header: [String]) throws(FormatError) {
        for name in header {
            var name = name
            let isRisky = name.utf8.contains { ",;\t|".utf8.contains($0) }
            let result = name.withUTF8 { utf8 in
                Result { () throws(FormatError) in
                    let bytes = UnsafeRawBufferPointer(utf8)
                    if isRisky { try self.write(quoted: bytes) } else { try self.write(bytes) }
                }
            }
            try result.get()
        }
        try endRecord()
    }

    /// Ends the record.
    public func endRecord() throws(FormatError) {
        // Without the quotes this record would be a blank line, which readers skip.
        if fieldCount == 1, sink.bytesWritten == recordStart { try writeQuoted(UnsafeRawBufferPointer(start: nil, count: 0)) }
        if lineEnd == .crlf { try sink.write(UInt8(ascii: "\r")) }
        try sink.write(UInt8(ascii: "\n"))
        fieldCount = 0
        recordStart = sink.bytesWritten
    }

    /// Closes the sink; see `ByteWriter.close()`.
    public func close() throws(FormatError) {
        try sink.close()
    }

    private func needsQuotes(_ field: UnsafeRawBufferPointer) -> Bool {
        guard let first = field.first, let last = field.last else { return false }
        if first == UInt8(ascii: " ") || last == UInt8(ascii: " ") { return true }
        // At the start of a file these bytes would read as a byte order mark or as gzip.
        if sink.bytesWritten == 0, first >= 0xEF || first == GzipMembers.magic.0 { return true }
        return pattern.occurs(in: field)
    }

    private func writeQuoted(_ field: UnsafeRawBufferPointer) throws(FormatError) {
        let quote = UInt8(ascii: "\"")
        try sink.write(quote)
        var start = 0
        while let index = field[start...].firstIndex(of: quote) {
            try sink.write(UnsafeRawBufferPointer(rebasing: field[start...index]))
            try sink.write(quote)
            start = index + 1
        }
        try sink.write(UnsafeRawBufferPointer(rebasing: field[start...]))
        try sink.write(quote)
    }
}
