extension JSONValue {
    /// The text on one line without spaces; NaN and the infinities are an error.
    public func compact(sortsKeys: Bool = false) throws(FormatError) -> String {
        try JSONWriter(.compact, sortsKeys: sortsKeys).text(self)
    }

    /// The text with one member a line, indented by two spaces; NaN and the infinities are an error.
    public func pretty(sortsKeys: Bool = false) throws(FormatError) -> String {
        try JSONWriter(.pretty, sortsKeys: sortsKeys).text(self)
    }
}
