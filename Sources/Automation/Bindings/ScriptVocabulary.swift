/// The words that a script's text has: a global that its text does not name cannot be reached, and need not be made.
///
/// A text that can reach names which it does not have (`_G`, `_ENV`, `load`, `require`) has all of them.
struct ScriptVocabulary {
    private let words: Set<[UInt8]>?

    /// A longer text is not looked through: it will have most of them.
    private static let longest = 64 << 10
    private static let doors: Set<[UInt8]> = Set(["_G", "_ENV", "load", "require"].map { Array($0.utf8) })

    /// All words.
    static let everything = ScriptVocabulary(words: nil)

    private init(words: Set<[UInt8]>?) {
        self.words = words
    }

    init(_ source: [UInt8]) {
        guard source.count <= Self.longest else {
            self = .everything
            return
        }
        var words: Set<[UInt8]> = []
        var start: Int?
        for (place, byte) in source.enumerated() {
            let isOfWord =
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "_")
            if isOfWord {
                if start == nil { start = place }
            } else if let first = start {
                words.insert(Array(source[first..<place]))
                start = nil
            }
        }
        if let first = start { words.insert(Array(source[first...])) }
        self.init(words: words.isDisjoint(with: Self.doors) ? words : nil)
    }

    func contains(_ word: String) -> Bool { words?.contains(Array(word.utf8)) ?? true }
}
