import Contacts

/// One thing that checks look for. A rule's examples are its tests: it finds exactly itself in the bad one, and nothing is found
/// in the good one.
protocol CheckRule: SendableMetatype {
    static var name: String { get }
    static var severity: Finding.Severity { get }
    /// One line.
    static var summary: String { get }
    /// What goes wrong where it is not heeded.
    static var why: String { get }
    static var bad: String { get }
    static var good: String { get }

    static func check(_ script: CheckedScript) -> [Problem]
}

/// What a rule found, before it has the script's and the rule's names.
struct Problem {
    let line: Int
    let message: String
    let fix: String

    init(_ line: Int, _ message: String, fix: String) {
        self.line = line
        self.message = message
        self.fix = fix
    }

    /// A name that is not there, with the nearest one that is.
    init(_ line: Int, _ message: String, name: String, among known: [String], orElse fix: String) {
        self.init(line, message, fix: Suggestion.nearest(to: name, in: known).map { "did you mean '\($0)'?" } ?? fix)
    }
}
