/// The numbers of one field, as the bits of a word.
struct CronValues: Hashable, Sendable {
    private(set) var bits: UInt64 = 0

    mutating func insert(_ value: Int) { bits |= 1 << UInt64(value) }

    /// Takes in every step-th number of a range, from its first on.
    mutating func insert(_ range: ClosedRange<Int>, by step: Int) {
        for value in stride(from: range.lowerBound, through: range.upperBound, by: step) { insert(value) }
    }

    func contains(_ value: Int) -> Bool { bits >> UInt64(value) & 1 == 1 }

    /// The least.
    var first: Int { bits.trailingZeroBitCount }

    /// The least that is not below a number; nil where all are.
    func first(from value: Int) -> Int? {
        // Shifted out by 64, a word is 0.
        let rest = bits >> UInt64(value)
        return rest == 0 ? nil : value + rest.trailingZeroBitCount
    }
}
