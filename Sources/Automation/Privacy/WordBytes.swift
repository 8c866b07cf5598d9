/// Words in bytes: letters, digits and whatever is not ASCII.
enum WordBytes {
    static func isWord(_ byte: UInt8) -> Bool {
        byte &- UInt8(ascii: "0") <= 9 || (byte | 0x20) &- UInt8(ascii: "a") <= 25 || byte >= 0x80
    }

    /// Whether something may begin or end in front of an index: anywhere but inside a word.
    static func isBoundary(_ bytes: [UInt8], _ index: Int) -> Bool {
        index == 0 || index == bytes.count || !isWord(bytes[index - 1]) || !isWord(bytes[index])
    }

    /// Whether a text has another between its words, in any case of ASCII letters.
    static func contains(_ bytes: [UInt8], _ text: ArraySlice<UInt8>) -> Bool {
        guard let first = text.first.map(TextHash.folded), bytes.count >= text.count else { return false }
        for start in 0...(bytes.count - text.count) where TextHash.folded(bytes[start]) == first {
            guard isBoundary(bytes, start), isBoundary(bytes, start + text.count) else { continue }
            if zip(bytes[start...], text).allSatisfy({ TextHash.folded($0) == TextHash.folded($1) }) { return true }
        }
        return false
    }
}
