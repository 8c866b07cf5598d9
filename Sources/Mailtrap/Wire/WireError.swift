/// A JSON document that is not what the Contacts API says it is. It holds names of members alone, no values.
public struct WireError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was to be read: `contact`, `export`.
    public let what: String
    /// What is wrong, to be read after it: `has no id`.
    public let problem: String

    public init(_ what: String, _ problem: String) {
        self.what = what
        self.problem = problem
    }

    public var description: String { "the \(what) \(problem)" }
}
