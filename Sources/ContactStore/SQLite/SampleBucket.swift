/// The bucket that a contact's id falls into, 0 to 9,999: the same for ever, whatever else the store holds.
enum SampleBucket {
    static let count = 10_000

    /// Source: FNV-1a, 64 bits, over the sixteen bytes of the id.
    static func of(_ bytes: UnsafeRawBufferPointer) -> Int {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes {
            hash ^= UInt64(byte)
            hash &*= 0x0000_0100_0000_01b3
        }
        // The low bits of FNV-1a mix worst; fold the high half over them.
        return Int((hash ^ (hash >> 32)) % UInt64(count))
    }
}
