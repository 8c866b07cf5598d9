/// Takes what looks like an address out of texts that go to logs and errors.
///
/// It knows no contacts: whatever is written as `local@domain`, quoted, in a URL or with `%40`, is masked, valid or not.
public enum AddressMask {
    /// What stands in an address's place.
    public static let mark = "‹email›"

    /// A text without addresses.
    public static func masked(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == at || $0 == percent }) else { return text }
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        var copied = 0
        var position = 0
        while position < bytes.count {
            let length = signLength(bytes, position)
            guard length > 0 else {
                position += 1
                continue
            }
            // The domain first: it is looked for forward, and what is looked for backward then ends in a match, or at once.
            let end = domainEnd(bytes, position + length)
            guard end > position + length, case let start = localStart(bytes, position, from: copied), start < position else {
                position += length
                continue
            }
            result += bytes[copied..<start]
            result += mark.utf8
            copied = end
            position = end
        }
        return String(decoding: result + bytes[copied...], as: UTF8.self)
    }

    private static let at = UInt8(ascii: "@")
    private static let percent = UInt8(ascii: "%")
    /// Longer than any address of a machine in brackets.
    private static let longestLiteral = 64
    private static let quote = UInt8(ascii: "\"")
    /// What ends a local part that is not quoted, beside white space.
    private static let ends = Set("()<>[],:;\"\\".utf8)
    /// What parts a URL or an assignment, of which only the last piece is the address.
    private static let separators = Set("=&?/".utf8)

    /// How long the sign at a place is: `@`, `%40`; 0 for none.
    private static func signLength(_ bytes: [UInt8], _ position: Int) -> Int {
        if bytes[position] == at { return 1 }
        return bytes[position] == percent && bytes[position...].starts(with: "%40".utf8) ? 3 : 0
    }

    private static func localStart(_ bytes: [UInt8], _ sign: Int, from first: Int) -> Int {
        if sign > first, bytes[sign - 1] == quote {
            var start = sign - 2
            while start >= first, bytes[start] != quote || start > first && bytes[start - 1] == UInt8(ascii: "\\") { start -= 1 }
            return start < first ? sign : start
        }
        var start = sign
        while start > first, bytes[start - 1] > 0x20, bytes[start - 1] != 0x7F, !ends.contains(bytes[start - 1]) { start -= 1 }
        // The mark of an address before ends in bytes that are no part of this one.
        if let last = bytes[start..<sign].lastIndex(where: { separators.contains($0) }), isParted(bytes[start..<last + 1], bytes, start) {
            start = last + 1
        }
        while start < sign, bytes[start] == UInt8(ascii: "'") || bytes[start] == UInt8(ascii: "`") { start += 1 }
        return start
    }

    /// Whether a text is the beginning of a URL, a path or an assignment, and no part of an address.
    private static func isParted(_ text: ArraySlice<UInt8>, _ bytes: [UInt8], _ start: Int) -> Bool {
        if text.first == UInt8(ascii: "/") || text.contains(UInt8(ascii: "&")) || text.contains(UInt8(ascii: "?")) { return true }
        let name = text.prefix { $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".") || ASCIIClass.isAlphanumeric($0) }
        return !name.isEmpty && name.endIndex < text.endIndex && text[name.endIndex] == UInt8(ascii: "=")
    }

    private static func domainEnd(_ bytes: [UInt8], _ start: Int) -> Int {
        var end = start
        if end < bytes.count, bytes[end] == UInt8(ascii: "[") {
            return bytes[end...].prefix(longestLiteral).firstIndex(of: UInt8(ascii: "]")).map { $0 + 1 } ?? end
        }
        while end < bytes.count, isDomain(bytes, end) { end += 1 }
        while end > start, bytes[end - 1] == UInt8(ascii: ".") || bytes[end - 1] == UInt8(ascii: "-") { end -= 1 }
        return end
    }

    private static func isDomain(_ bytes: [UInt8], _ index: Int) -> Bool {
        let byte = bytes[index]
        // Quotation marks and dashes of typesetting are no part of a name.
        if byte == 0xE2, index + 1 < bytes.count, bytes[index + 1] == 0x80 { return false }
        return byte >= 0x80 || ASCIIClass.isAlphanumeric(byte) || [UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_")].contains(byte)
    }
}
