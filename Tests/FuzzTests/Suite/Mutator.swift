import Glibc

/// Changes inputs a little, as a fuzzer does, but by chance alone. `LUNATION_SEED` sets the seed, which is printed.
struct Mutator {
    let seed: UInt64
    private let corpus: Corpus
    private var random: SplitMix

    init(corpus: Corpus, for name: String) {
        seed = getenv("LUNATION_SEED").flatMap { UInt64(String(cString: $0)) } ?? UInt64.random(in: 1...999_999_999)
        self.corpus = corpus
        random = SplitMix(state: seed)
        print("\(name): LUNATION_SEED=\(seed)")
    }

    mutating func next() -> [UInt8] {
        var bytes = pick(corpus.files)?.bytes ?? []
        for _ in 0..<Int.random(in: 1...4, using: &random) { change(&bytes) }
        return Array(bytes.prefix(4096))
    }

    private mutating func change(_ bytes: inout [UInt8]) {
        let place = Int.random(in: 0...bytes.count, using: &random)
        let end = min(bytes.count, place + Int.random(in: 0...8, using: &random))
        switch Int.random(in: 0..<7, using: &random) {
        case 0: bytes.removeSubrange(place..<end)
        case 1: bytes.insert(contentsOf: bytes[place..<end], at: place)
        case 2: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
        case 3: if place < bytes.count { bytes[place] = UInt8.random(in: 0...255, using: &random) }
        case 4: if place < bytes.count { bytes[place] ^= 1 << UInt8.random(in: 0...7, using: &random) }
        case 5: bytes.insert(contentsOf: pick(corpus.words) ?? [], at: place)
        // The front of one and the back of another.
        default:
            let other = pick(corpus.files)?.bytes ?? []
            bytes = bytes[..<place] + other.suffix(Int.random(in: 0...other.count, using: &random))
        }
    }

    private mutating func pick<Item>(_ items: [Item]) -> Item? { items.randomElement(using: &random) }
}
