/// The rules for names of lists, fields, events and segments.
enum Name {
    /// A name without its surrounding white space, neither empty nor longer than `maximum` characters.
    static func validated(_ raw: String, attribute: String, maximum: Int) throws(Invalid) -> String {
        let name = String(raw.trimmingWhitespace)
        guard !name.isEmpty else { throw .blank(attribute) }
        guard name.count <= maximum else { throw .tooLong(attribute, maximum) }
        guard !name.unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 }) else {
            throw Invalid(attribute, "contains control characters")
        }
        return name
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
