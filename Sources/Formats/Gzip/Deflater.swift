import CZlib

/// zlib's compressor for one gzip member, without a time in its header: the same bytes in give the same bytes out.
final class Deflater {
    // zlib keeps a pointer to the stream, so it must not move.
    private let stream: UnsafeMutablePointer<z_stream>
    private let output: UnsafeMutableRawBufferPointer

    init(level: Int) {
        output = .allocate(byteCount: 64 * 1024, alignment: 16)
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let memoryLevel: Int32 = 8  // zlib's own default
        deflateInit2_(
            stream, Int32(level), Z_DEFLATED, MAX_WBITS + 16, memoryLevel, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
        output.deallocate()
    }

    /// Compresses all of the input and hands what comes out to `write`, piece by piece; `isLast` closes the member.
    func deflate(
        _ input: UnsafeRawBufferPointer, isLast: Bool, write: (UnsafeRawBufferPointer) throws(FormatError) -> Void
    ) throws(FormatError) {
        // zlib does not write through next_in: its type lacks the const.
        stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
        stream.pointee.avail_in = UInt32(input.count)
        repeat {
            stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
            stream.pointee.avail_out = UInt32(output.count)
            CZlib.deflate(stream, isLast ? Z_FINISH : Z_NO_FLUSH)
            let produced = output.count - Int(stream.pointee.avail_out)
            if produced > 0 { try write(UnsafeRawBufferPointer(rebasing: output[0..<produced])) }
        } while stream.pointee.avail_out == 0
    }
}
