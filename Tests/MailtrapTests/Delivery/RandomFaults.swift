import Contacts
import Synchronization

/// Faults by a seed of their own, for calls that are made at once.
final class RandomFaults: Sendable {
    private let random: Mutex<SplitMix64>
    private let oneIn: UInt64

    init(seed: UInt64, oneIn: Int) {
        random = Mutex(SplitMix64(seed: seed))
        self.oneIn = UInt64(oneIn)
    }

    func next() -> AccountModel.Fault? {
        random.withLock { random in
            guard UInt64.random(in: 0..<oneIn, using: &random) == 0 else { return nil }
            return AccountModel.Fault.allCases.randomElement(using: &random)
        }
    }
}
