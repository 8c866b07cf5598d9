import CZlib

/// zlib's decompressor for one gzip member at a time; it checks the member's checksum and length.
final class Inflater {
    enum State {
        case open, ended, damaged
    }

    // zlib keeps a pointer to the stream, so it must not move.
    private let stream: UnsafeMutablePointer<z_stream>

    init() {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // 16 more than the window's size asks for the gzip form instead of zlib's own.
        inflateInit2_(stream, MAX_WBITS + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    func reset() {
        inflateReset(stream)
    }

    func inflate(
        _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
    ) -> (state: State, consumed: Int, produced: Int) {
        // zlib does not write through next_in: its type lacks the const.
        stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
        stream.pointee.avail_in = UInt32(input.count)
        stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_out = UInt32(output.count)
        let code = CZlib.inflate(stream, Z_NO_FLUSH)
        let consumed = input.count - Int(stream.pointee.avail_in)
        let produced = output.count - Int(stream.pointee.avail_out)
        let state: State =
            switch code {
            case Z_OK, Z_BUF_ERROR: .open
            case Z_STREAM_END: .ended
            default: .damaged
            }
        return (state, consumed, produced)
    }
}
