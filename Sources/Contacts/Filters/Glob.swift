/// The pattern of `matches`: `*` stands for any run of characters, `?` for one, everything else for itself.
public enum Glob {
    /// Whether a whole text matches, both already folded. Linear in practice: a star is retried only from its last place.
    public static func matches(_ text: String, _ pattern: String) -> Bool {
        let text = Array(text.unicodeScalars)
        let pattern = Array(pattern.unicodeScalars)
        var (at, inPattern) = (0, 0)
        var star: (pattern: Int, text: Int)?
        while at < text.count {
            if inPattern < pattern.count, pattern[inPattern] == "*" {
                star = (inPattern, at)
                inPattern += 1
            } else if inPattern < pattern.count, pattern[inPattern] == "?" || pattern[inPattern] == text[at] {
                at += 1
                inPattern += 1
            } else if let last = star {
                star = (last.pattern, last.text + 1)
                at = last.text + 1
                inPattern = last.pattern + 1
            } else {
                return false
            }
        }
        return pattern[inPattern...].allSatisfy { $0 == "*" }
    }
}
