/// The rules for names of lists, fields, events and segments.
enum Name {
    /// A name without its surrounding white space, neither empty nor longer than `maximum` characters.
    static func validated(_ raw: String, attribute: String, maximum: Int) throws(Invalid) -> String {
        if isPlain(raw), raw.utf8.count <= maximum { return raw }
        let name = String(raw.trimmingWhitespace)
        guard !name.isEmpty else { throw .blank(attribute) }
        guard name.count <= maximum else { throw .tooLong(attribute, maximum) }
        guard !name.unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 }) else {
            throw Invalid(attribute, "contains control characters")
        }
        return name
    }

    /// Whether it is of visible ASCII characters alone: what nearly all names are, and what loops over events are given each time.
    private static func isPlain(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f }
    }
}

extension StringProtocol {
    /// The text without white space at its ends.
    var trimmingWhitespace: SubSequence {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace }) else {
            return self[endIndex...]
        }
        return self[first...last]
    }
}
