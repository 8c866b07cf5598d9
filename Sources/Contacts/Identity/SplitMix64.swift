/// A small random number generator for ids and samples: no system call a number. Not for secrets.
///
/// Source: Sebastiano Vigna's `splitmix64`, public domain.
public struct SplitMix64: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// Starts from a seed: the same seed gives the same numbers.
    public init(seed: UInt64) {
        state = seed
    }

    /// Starts from the system's randomness.
    public init() {
        var system = SystemRandomNumberGenerator()
        state = system.next()
    }

    public mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
