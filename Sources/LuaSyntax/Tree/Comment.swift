/// A comment, without its dashes and brackets.
public struct Comment: Hashable, Sendable {
    public let text: String
    /// The line it starts on.
    public let line: Int
}
