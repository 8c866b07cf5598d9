/// What ASCII bytes are in an address, as bit sets: a table would be a global with a check at each use.
enum ASCIIClass {
    /// The `atext` of RFC 5322, 3.2.3: letters, digits and ``!#$%&'*+-/=?^_`{|}~``.
    @inline(__always)
    static func isAtom(_ byte: UInt8) -> Bool {
        let set = byte < 64 ? atomsBelow64 : atomsFrom64
        return byte < 128 && set &>> UInt64(byte & 63) & 1 == 1
    }

    /// Tab, line feed, vertical tab, form feed, carriage return and space.
    @inline(__always)
    static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte &- 0x09 <= 4
    }

    @inline(__always)
    static func isAlphanumeric(_ byte: UInt8) -> Bool {
        byte &- UInt8(ascii: "0") <= 9 || lowercased(byte) &- UInt8(ascii: "a") <= 25
    }

    @inline(__always)
    static func lowercased(_ byte: UInt8) -> UInt8 {
        byte &- UInt8(ascii: "A") <= 25 ? byte | 0x20 : byte
    }

    private static var atomsBelow64: UInt64 { 0xA3FF_ACFA_0000_0000 }
    private static var atomsFrom64: UInt64 { 0x7FFF_FFFF_C7FF_FFFE }
}
