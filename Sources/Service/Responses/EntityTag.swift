import NIOCore

/// A weak entity tag, made of the bytes of a body.
enum EntityTag {
    private static let digits = Array("0123456789abcdef".utf8)

    /// `W/"…"` with 16 hexadecimal digits. Source: the hash FNV-1a of 64 bits, by Fowler, Noll and Vo.
    static func weak(_ body: ByteBuffer) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        body.withUnsafeReadableBytes { bytes in
            for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        }
        return String(unsafeUninitializedCapacity: 20) { text in
            text[0] = UInt8(ascii: "W")
            text[1] = UInt8(ascii: "/")
            text[2] = UInt8(ascii: "\"")
            for place in 0..<16 { text[3 + place] = digits[Int(hash >> UInt64(60 - 4 * place) & 15)] }
            text[19] = UInt8(ascii: "\"")
            return 20
        }
    }
}
