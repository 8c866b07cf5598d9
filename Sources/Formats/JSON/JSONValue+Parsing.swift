extension JSONValue {
    /// How deep arrays and objects may nest where nothing else is said.
    public static let defaultDepth = 64

    /// Reads one JSON value, strictly after RFC 8259, with nothing but white space around it.
    ///
    /// A key that comes twice in an object is refused, as are lone surrogates and nesting beyond `depth` (at most 512),
    /// and more than `count` values in all.
    /// A whole number beyond 64 bits becomes a `number`.
    public init(parsing text: some StringProtocol, depth: Int = JSONValue.defaultDepth, count: Int = .max) throws(FormatError) {
        var text = String(text)
        let result = text.withUTF8 { utf8 in
            Result { () throws(FormatError) in try JSONValue(parsing: UnsafeRawBufferPointer(utf8), depth: depth, count: count) }
        }
        self = try result.get()
    }

    /// Reads one JSON value from an array of UTF-8 bytes.
    public init(parsing bytes: [UInt8], depth: Int = JSONValue.defaultDepth, count: Int = .max) throws(FormatError) {
        let result = bytes.withUnsafeBytes { raw in
            Result { () throws(FormatError) in try JSONValue(parsing: raw, depth: depth, count: count) }
        }
        self = try result.get()
    }

    /// Reads one JSON value from UTF-8 bytes; `line` is the number of their first line, for messages.
    public init(parsing bytes: UnsafeRawBufferPointer, depth: Int = JSONValue.defaultDepth, count: Int = .max, line: Int = 1)
        throws(FormatError)
    {
        var parser = JSONParser(bytes, depth: min(depth, 512), count: count)
        do {
            self = try parser.parse()
        } catch {
            let place = Self.place(of: error.offset, in: bytes, firstLine: line)
            throw .invalidJSON(error.fault, line: place.line, column: place.column)
        }
    }

    private static func place(of offset: Int, in bytes: UnsafeRawBufferPointer, firstLine: Int) -> (line: Int, column: Int) {
        var (line, column) = (firstLine, 1)
        for byte in bytes.prefix(offset) {
            if byte == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                // The other bytes of a character begin with the bits 10.
                column += 1
            }
        }
        return (line, column)
    }
}
