import Glibc

/// SplitMix64: random numbers that come back with the same seed. `LUNATION_SEED` sets the seed, which is printed.
struct RandomSource: RandomNumberGenerator {
    let seed: UInt64
    private var state: UInt64
    /// What the next numbers begin with.
    private var bytes: ArraySlice<UInt8> = []

    /// Numbers that some bytes decide, each a choice out of a few; when they are used up, any numbers.
    init(_ bytes: [UInt8]) {
        (seed, state) = (0, 0)
        self.bytes = bytes[...]
    }

    init(for test: String) {
        seed = getenv("LUNATION_SEED").flatMap { UInt64(String(cString: $0)) } ?? UInt64.random(in: 1...999_999_999)
        state = test.utf8.reduce(seed) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
        print("\(test): LUNATION_SEED=\(seed)")
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        let number = mixed ^ mixed >> 31
        // The highest bits decide which item of a few is drawn.
        return bytes.popFirst().map { UInt64($0) << 56 | number >> 8 } ?? number
    }

    /// True once in so many times.
    mutating func oneIn(_ count: Int) -> Bool { Int.random(in: 0..<count, using: &self) == 0 }

    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

    /// One of some items, of which there must be any.
    mutating func pick<Items: Collection>(_ items: Items) -> Items.Element {
        items[items.index(items.startIndex, offsetBy: Int.random(in: 0..<items.count, using: &self))]
    }
}
