/// The hash of a text that grows byte by byte, without its letters' case: FNV-1a.
struct TextHash {
    private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

    @inline(__always)
    mutating func add(_ byte: UInt8) {
        value = (value ^ UInt64(TextHash.folded(byte))) &* 0x0000_0100_0000_01b3
    }

    @inline(__always)
    static func folded(_ byte: UInt8) -> UInt8 { byte &- UInt8(ascii: "A") <= 25 ? byte | 0x20 : byte }
}
