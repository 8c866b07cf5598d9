/// A part of a script that no run has come to.
public struct UntakenBranch: Hashable, Sendable {
    /// The line of its head, such as that of an `else`.
    public let line: Int
    /// That line of the script.
    public let text: String
}
