enum SyntaxRule: CheckRule {
    static let name = "syntax"
    static let severity = Finding.Severity.error
    static let summary = "The text is no Lua 5.4."
    static let why = "The script cannot run. The message is Lua's own. Nothing else is checked until it is mended."
    static let bad = """
        if contact.get "ann@example.com" then
          print "there"
        """
    static let good = """
        if contact.get "ann@example.com" then
          print "there"
        end
        """

    /// Found before there is a tree that the other rules could look at.
    static func check(_ script: CheckedScript) -> [Problem] { [] }
}
