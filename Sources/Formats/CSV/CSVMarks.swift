/// Where the bytes stand that CSV gives a meaning: delimiters, quotes and line ends, in the order of a `RecordBuffer`.
///
/// Finding them is a pass of its own over each chunk, 64 bytes at a time without a branch per byte; the records are then put
/// together from the marks alone.
struct CSVMarks: ~Copyable {
    private(set) var places: UnsafeMutablePointer<UInt32>
    /// The first mark that no record has used.
    var next = 0
    private(set) var count = 0
    private var capacity: Int

    /// As many as one step writes, used or not.
    private static let stride = 64

    /// Makes room for what a chunk of this size usually holds.
    init(chunkSize: Int) {
        capacity = max(Self.stride, chunkSize / 4)
        places = .allocate(capacity: capacity)
    }

    deinit {
        places.deallocate()
    }

    /// Forgets the used marks; the bytes of the others have moved down by `distance`.
    mutating func moveDown(by distance: Int) {
        for mark in next..<count { places[mark - next] = places[mark] &- UInt32(distance) }
        count -= next
        next = 0
    }

    mutating func removeAll() {
        (next, count) = (0, 0)
    }

    /// Forgets the marks in front of a byte.
    mutating func drop(before index: Int) {
        while next < count, places[next] < index { next += 1 }
    }

    /// Adds the marks of the bytes in a range; 64 bytes behind it must be readable.
    mutating func find(in range: Range<Int>, of base: UnsafePointer<UInt8>, _ pattern: CSVPattern) {
        var used = count
        var block = range.lowerBound
        while block < range.upperBound {
            if used + Self.stride > capacity { grow(keeping: used) }
            var hits: UInt64 = 0
            for part in 0..<4 {
                hits |= Self.bits(pattern.matches(base + block + 16 &* part)) &<< (16 &* UInt64(part))
            }
            let rest = range.upperBound &- block
            if rest < 64 { hits &= (1 &<< UInt64(rest)) &- 1 }
            let found = hits.nonzeroBitCount
            // Writing eight whatever their number is spares a branch that cannot be foretold; most blocks have fewer.
            let target = places + used
            for slot in 0..<8 {
                target[slot] = UInt32(truncatingIfNeeded: block &+ hits.trailingZeroBitCount)
                hits &= hits &- 1
            }
            var slot = 8
            while slot < found {
                target[slot] = UInt32(truncatingIfNeeded: block &+ hits.trailingZeroBitCount)
                hits &= hits &- 1
                slot &+= 1
            }
            used &+= found
            block &+= 64
        }
        count = used
    }

    /// Gathers one bit from each of sixteen bytes that are all ones or all zeros.
    @inline(__always)
    private static func bits(_ words: SIMD2<UInt64>) -> UInt64 {
        // The product brings bit 0 of byte n to bit n of the highest byte.
        let low = (UInt64(littleEndian: words[0]) & 0x0101_0101_0101_0101) &* 0x0102_0408_1020_4080
        let high = (UInt64(littleEndian: words[1]) & 0x0101_0101_0101_0101) &* 0x0102_0408_1020_4080
        return low &>> 56 | (high &>> 56) &<< 8
    }

    private mutating func grow(keeping used: Int) {
        let larger = UnsafeMutablePointer<UInt32>.allocate(capacity: 2 * capacity)
        larger.moveInitialize(from: places, count: used)
        places.deallocate()
        places = larger
        capacity *= 2
    }
}
