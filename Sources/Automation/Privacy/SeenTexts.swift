import Glibc

/// Which texts a script has read of contacts and events: a Bloom filter, so that a million of them take a few megabytes.
///
/// A text that was put in is always found; one in many thousands that was not is found too. Letters' case does not count.
final class SeenTexts {
    /// Shorter texts are not kept: they would be found in anything.
    static let shortest = 3
    /// A text's bytes in front of this count; the product's longest text is shorter.
    static let longest = 1_024

    @exclusivity(unchecked) private var words: UnsafeMutablePointer<UInt64>?
    /// Blocks of one cache line, a power of two of them: 8 MiB, of which the system gives what is touched.
    private static let blocks = 1 << 17
    private static let wordsPerBlock = 8
    private static let bitsPerText = 6

    deinit {
        free(words)
        recent.deallocate()
    }

    var isEmpty: Bool { words == nil }

    func insert(_ text: UnsafeRawBufferPointer) {
        var start = 0
        var end = min(text.count, Self.longest)
        // White space at the ends is no part of what is looked for.
        while start < end, text[start] <= 0x20 { start += 1 }
        while end > start, text[end - 1] <= 0x20 { end -= 1 }
        guard end - start >= Self.shortest else { return }
        var hash = TextHash()
        for index in start..<end { hash.add(text[index]) }
        set(hash)
    }

    /// The hashes that came last, by some of their bits: what a column repeats (a plan, a country) touches no memory but this.
    private let recent = UnsafeMutablePointer<UInt64>.allocate(capacity: recentCount)
    private static let recentCount = 512

    init() { recent.initialize(repeating: 0, count: Self.recentCount) }

    private func set(_ hash: TextHash) {
        let slot = Int((hash.value >> 8) & UInt64(Self.recentCount - 1))
        if recent[slot] == hash.value { return }
        recent[slot] = hash.value
        if words == nil { words = calloc(Self.blocks * Self.wordsPerBlock, 8)?.assumingMemoryBound(to: UInt64.self) }
        guard let words else { return }
        let (block, bits) = Self.place(hash)
        var rest = bits
        for _ in 0..<Self.bitsPerText {
            words[block + Int(rest >> 6 & 7)] |= 1 << (rest & 63)
            rest >>= 9
        }
    }

    func contains(_ hash: TextHash) -> Bool {
        guard let words else { return false }
        let (block, bits) = Self.place(hash)
        var rest = bits
        for _ in 0..<Self.bitsPerText {
            if words[block + Int(rest >> 6 & 7)] & 1 << (rest & 63) == 0 { return false }
            rest >>= 9
        }
        return true
    }

    private static func place(_ hash: TextHash) -> (block: Int, bits: UInt64) {
        let mixed = (hash.value ^ hash.value >> 32) &* 0x9e37_79b9_7f4a_7c15
        let bits = (mixed ^ mixed >> 29) &* 0xbf58_476d_1ce4_e5b9
        return (Int(mixed >> 47) * wordsPerBlock, bits ^ bits >> 32)
    }
}
