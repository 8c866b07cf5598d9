extension UUIDv7: CustomStringConvertible {
    /// The canonical text of 36 characters, in lower case.
    public var description: String {
        String(unsafeUninitializedCapacity: Self.textLength) { buffer in
            write(into: UnsafeMutableRawBufferPointer(buffer))
            return Self.textLength
        }
    }

    /// The length of the canonical text.
    public static let textLength = 36

    /// Writes the canonical text to the front of a buffer of at least `textLength` bytes.
    public func write(into buffer: UnsafeMutableRawBufferPointer) {
        var place = 0
        for nibble in 0..<32 {
            if Self.isDash(place) {
                buffer[place] = UInt8(ascii: "-")
                place += 1
            }
            let half = nibble < 16 ? high : low
            let digit = UInt8(truncatingIfNeeded: half >> UInt64(60 - nibble % 16 * 4)) & 15
            buffer[place] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
            place += 1
        }
    }

    /// Reads the canonical text, in any case; nil for anything else, and for UUIDs of other versions.
    public init?(_ text: some StringProtocol) {
        var text = String(text)
        guard let id = text.withUTF8({ UUIDv7(text: UnsafeRawBufferPointer($0)) }) else { return nil }
        self = id
    }

    /// Reads the canonical text from bytes, without making a string.
    public init?(text: UnsafeRawBufferPointer) {
        guard text.count == Self.textLength else { return nil }
        var (high, low): (UInt64, UInt64) = (0, 0)
        for place in 0..<Self.textLength {
            if Self.isDash(place) {
                guard text[place] == UInt8(ascii: "-") else { return nil }
                continue
            }
            guard let digit = Self.digit(text[place]) else { return nil }
            high = high << 4 | low >> 60
            low = low << 4 | digit
        }
        self.init(high: high, low: low)
    }

    private static func isDash(_ place: Int) -> Bool {
        place == 8 || place == 13 || place == 18 || place == 23
    }

    private static func digit(_ byte: UInt8) -> UInt64? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt64(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }
}
