import Foundation

/// Random numbers that come back with the same seed.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    /// `LUNATION_SEED` sets the seed, which is printed.
    static func seed(_ name: String) -> UInt64 {
        let seed = ProcessInfo.processInfo.environment["LUNATION_SEED"].flatMap(UInt64.init) ?? .random(in: 0 ... .max)
        print("\(name): LUNATION_SEED=\(seed)")
        return seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
