/// Makes identifiers each of which is greater than the one before, also within a millisecond and when the clock goes back.
///
/// A counter in `rand_a` tells those of one millisecond apart (RFC 9562, 6.2, method 1). It starts at a random number in the
/// lower half of its range; where it runs over, the time in the identifier runs ahead of the clock by a millisecond.
public struct UUIDv7Generator: Sendable {
    private var last: Int64?
    private var counter: UInt16 = 0

    private static let counterLimit: UInt16 = 0x0FFF
    private static let startMask: UInt16 = 0x07FF

    public init() {}

    /// The next identifier; `milliseconds` is the clock's Unix time.
    public mutating func next(milliseconds: Int64, random: inout some RandomNumberGenerator) -> UUIDv7 {
        let time: Int64
        if let last, milliseconds <= last {
            time = counter < Self.counterLimit ? last : last + 1
        } else {
            time = milliseconds
        }
        if time == last {
            counter += 1
        } else {
            counter = UInt16(truncatingIfNeeded: random.next()) & Self.startMask
            last = time
        }
        return UUIDv7(milliseconds: time, randomA: counter, randomB: random.next())
    }
}
