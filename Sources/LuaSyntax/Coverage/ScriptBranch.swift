/// A part of a script that is executed or not, as a condition, a loop or a call has it.
public struct ScriptBranch: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable {
        case `if`
        case `elseif`
        case `else`
        case loop
        case function
    }

    /// The most bytes of a head's text.
    static let longestHead = 200

    public let kind: Kind
    /// The line of its head: of `if`, `elseif`, `else`, `for`, `while`, `repeat` or `function`.
    public let line: Int
    /// That line of the script without the space around it, up to 200 bytes.
    public let headText: String
    /// The lines that nothing but its statements is on.
    let lines: Set<Int>

    /// Whether any of its statements was executed.
    public func isTaken(by executedLines: Set<Int>) -> Bool { !lines.isDisjoint(with: executedLines) }
}
