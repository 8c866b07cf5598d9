extension String {
    /// The text with another in each place where a part stands, code point by code point.
    ///
    /// `replacing` looks for whole characters, and so does not find a quote in front of a combining accent.
    public func replacing(exactly part: String, with other: String) -> String {
        String(unicodeScalars.replacing(part.unicodeScalars, with: other.unicodeScalars))
    }

    /// The texts between the places where a part stands, empty ones among them, code point by code point.
    public func split(exactly part: String) -> [String] {
        unicodeScalars.split(separator: part.unicodeScalars, omittingEmptySubsequences: false).map { String($0) }
    }
}
