/// A UUID of version 7 (RFC 9562, 5.7): the identifier of a contact. Its order is the order of the times in it.
public struct UUIDv7: Hashable, Sendable {
    /// The first eight bytes, big-endian: 48 bits of Unix milliseconds, the version, 12 bits named `rand_a`.
    public let high: UInt64
    /// The last eight bytes, big-endian: the variant, and 62 bits named `rand_b`.
    public let low: UInt64

    private static let version: UInt64 = 0x7000
    private static let variant: UInt64 = 0x8000_0000_0000_0000

    /// Makes an identifier for a time in Unix milliseconds, of which the lower 48 bits are used, and random bits.
    public init(milliseconds: Int64, random: inout some RandomNumberGenerator) {
        self.init(milliseconds: milliseconds, randomA: UInt16(truncatingIfNeeded: random.next()), randomB: random.next())
    }

    /// Puts the fields together; of `randomA` the lower 12 bits count, of `randomB` the lower 62.
    init(milliseconds: Int64, randomA: UInt16, randomB: UInt64) {
        high = UInt64(bitPattern: milliseconds) << 16 | Self.version | UInt64(randomA & 0x0FFF)
        low = Self.variant | randomB & 0x3FFF_FFFF_FFFF_FFFF
    }

    /// Takes two halves as they were stored; nil where version or variant are others.
    public init?(high: UInt64, low: UInt64) {
        guard high & 0xF000 == Self.version, low & 0xC000_0000_0000_0000 == Self.variant else { return nil }
        self.high = high
        self.low = low
    }

    /// Takes sixteen bytes; nil for any other number of them, or another version or variant.
    public init?(bytes: UnsafeRawBufferPointer) {
        guard bytes.count == 16 else { return nil }
        self.init(
            high: UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
            low: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
    }

    /// The time in it, in Unix milliseconds.
    public var timestamp: Int64 { Int64(high >> 16) }

    /// Calls `body` with the sixteen bytes.
    public func withBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        var halves = (high.bigEndian, low.bigEndian)
        return try withUnsafeMutablePointer(to: &halves) { (pointer) throws(Failure) in
            try body(UnsafeRawBufferPointer(start: pointer, count: 16))
        }
    }
}

extension UUIDv7: Comparable {
    public static func < (left: Self, right: Self) -> Bool {
        left.high != right.high ? left.high < right.high : left.low < right.low
    }
}
