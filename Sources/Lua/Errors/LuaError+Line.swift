extension LuaError {
    /// A text on one line: its line ends, with the white space around them, become spaces. Lua quotes texts of the script in its
    /// messages as they are.
    static func onOneLine(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == 0x0A || $0 == 0x0D }) else { return text }
        let lines = text.split(whereSeparator: \.isNewline).map { line in
            line.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()
        }
        return lines.filter { !$0.isEmpty }.map { String($0) }.joined(separator: " ")
    }
}
