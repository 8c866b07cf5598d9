/// The four bytes that CSV gives a meaning, each sixteen times, to be compared with sixteen bytes at once.
struct CSVPattern {
    let delimiter: UInt8
    // Made once: filling a vector byte by byte costs more than comparing it.
    private let delimiters: SIMD16<UInt8>
    private let quotes = SIMD16(repeating: UInt8(ascii: "\""))
    private let lineFeeds = SIMD16(repeating: UInt8(ascii: "\n"))
    private let carriageReturns = SIMD16(repeating: UInt8(ascii: "\r"))

    init(delimiter: UInt8) {
        self.delimiter = delimiter
        delimiters = SIMD16(repeating: delimiter)
    }

    /// Sixteen bytes that are all ones where the byte in that place is one of the four, and zero elsewhere.
    @inline(__always)
    func matches(_ address: UnsafeRawPointer) -> SIMD2<UInt64> {
        let bytes = address.loadUnaligned(as: SIMD16<UInt8>.self)
        let matches = (bytes .== delimiters) .| (bytes .== quotes) .| (bytes .== lineFeeds) .| (bytes .== carriageReturns)
        return unsafeBitCast(matches, to: SIMD2<UInt64>.self)
    }

    /// Whether any of the bytes is one of the four.
    func occurs(in bytes: UnsafeRawBufferPointer) -> Bool {
        guard let start = bytes.baseAddress else { return false }
        var index = 0
        while index &+ 16 <= bytes.count {
            let words = matches(start + index)
            if words[0] | words[1] != 0 { return true }
            index &+= 16
        }
        while index < bytes.count {
            switch bytes[index] {
            case delimiter, UInt8(ascii: "\""), UInt8(ascii: "\n"), UInt8(ascii: "\r"): return true
            default: index &+= 1
            }
        }
        return false
    }
}
