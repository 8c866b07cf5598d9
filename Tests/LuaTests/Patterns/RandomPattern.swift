/// A pattern, mostly well formed, and few enough repetitions in it that trying them all takes no time.
struct RandomPattern {
    private(set) var bytes: [UInt8] = []
    private var random: SeededGenerator
    private var repetitions = 0
    private var open = 0

    private static let letters = Array("aab1A -.%]\0".utf8) + [0xE9]
    private static let classes = Array("aacdglpsuwxzADSWn%.".utf8)
    private static let punctuation = Array("%[]()^$*+-?.ab1f\0".utf8)

    static func make(_ random: inout SeededGenerator) -> [UInt8] {
        var pattern = RandomPattern(random)
        pattern.build()
        random = pattern.random
        return pattern.bytes
    }

    static func subject(_ random: inout SeededGenerator) -> [UInt8] {
        let letters = Array("aaabb1A (())-.%]\0".utf8) + [0xE9]
        return (0..<Int.random(in: 0...24, using: &random)).map { _ in letters.randomElement(using: &random) ?? 0 }
    }

    private init(_ random: SeededGenerator) {
        self.random = random
    }

    private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
    private mutating func pick(_ bytes: [UInt8]) -> UInt8 { bytes.randomElement(using: &random) ?? 0 }
    private mutating func add(_ text: String) { bytes += Array(text.utf8) }

    private mutating func build() {
        if chance(15) { add("^") }
        for _ in 0..<Int.random(in: 0...7, using: &random) { addPiece() }
        while open > 0, !chance(5) {
            add(")")
            open -= 1
        }
        if chance(15) { add("$") }
        while chance(15) { spoil() }
    }

    private mutating func addPiece() {
        switch Int.random(in: 0..<20, using: &random) {
        case 0, 1:
            add("(")
            open += 1
        case 2: add("()")
        case 3 where open > 0, 4 where open > 0:
            add(")")
            open -= 1
        case 5: bytes += [0x25, 0x62, pick(Self.letters + [0x28]), pick(Self.letters + [0x29])]
        case 6:
            add("%f")
            addSet()
        case 7: add("%\(Int.random(in: 0...4, using: &random))")
        default: addItem()
        }
    }

    private mutating func addItem() {
        switch Int.random(in: 0..<6, using: &random) {
        case 0: add(".")
        case 1: bytes += [0x25, pick(Self.classes)]
        case 2: addSet()
        default:
            let letter = pick(Self.letters)
            bytes += Array("%.-".utf8).contains(letter) ? [0x25, letter] : [letter]
        }
        guard repetitions < 4, chance(40) else { return }
        repetitions += 1
        bytes.append(pick(Array("*+-?".utf8)))
    }

    private mutating func addSet() {
        add(chance(30) ? "[^" : "[")
        for _ in 0..<Int.random(in: 0...3, using: &random) {
            switch Int.random(in: 0..<4, using: &random) {
            case 0: bytes += [0x25, pick(Self.classes)]
            case 1: bytes += [pick(Self.letters), 0x2D, pick(Self.letters)]
            default: bytes.append(pick(Self.letters))
            }
        }
        add("]")
    }

    /// Cuts the pattern off, or puts a byte of meaning anywhere.
    private mutating func spoil() {
        let place = Int.random(in: 0...bytes.count, using: &random)
        if chance(30) { bytes.removeSubrange(place...) } else { bytes.insert(pick(Self.punctuation), at: place) }
    }
}
