import Foundation

/// Random numbers that a failure can be repeated with: LUNATION_SEED sets the seed, and every use prints it.
enum SystemSeed {
    static func generator(named name: String) -> Generator {
        let seed = ProcessInfo.processInfo.environment["LUNATION_SEED"].flatMap(UInt64.init) ?? .random(in: 0 ... .max)
        print("\(name): LUNATION_SEED=\(seed)")
        return Generator(state: seed)
    }

    /// SplitMix64.
    struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9e37_79b9_7f4a_7c15
            var z = state
            z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
            z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
            return z ^ (z >> 31)
        }
    }
}
