/// Writes JSON Lines: one value a line, compact.
public final class JSONLinesWriter {
    private let sink: ByteWriter
    private let writer: JSONWriter
    private var bytes: [UInt8] = []

    /// Writes to a sink, which `close()` closes too.
    public init(_ sink: ByteWriter, sortsKeys: Bool = false) {
        self.sink = sink
        writer = JSONWriter(.compact, sortsKeys: sortsKeys)
    }

    /// Writes one line; a value with NaN or an infinity is an error, and nothing of it is written.
    public func write(_ value: JSONValue) throws(FormatError) {
        bytes.removeAll(keepingCapacity: true)
        try writer.append(value, to: &bytes)
        bytes.append(UInt8(ascii: "\n"))
        let result = bytes.withUnsafeBytes { line in
            Result { () throws(FormatError) in try sink.write(line) }
        }
        try result.get()
    }

    /// Closes the sink; see `ByteWriter.close()`.
    public func close() throws(FormatError) {
        try sink.close()
    }
}
