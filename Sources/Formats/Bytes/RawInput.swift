/// Where a `ByteReader` gets its bytes from, before any decompression.
protocol RawInput: AnyObject {
    /// How many bytes there are in all; nil where that cannot be known, as on a pipe.
    var size: Int? { get }

    /// Fills the front of the buffer and returns how many bytes that were; 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(FormatError) -> Int

    /// Moves forward by this many bytes without reading them; false where that is impossible.
    func advance(by count: Int) -> Bool
}
