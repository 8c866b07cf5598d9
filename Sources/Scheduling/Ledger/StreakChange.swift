/// What a run made of its job's streak: runs in a row that went well or, below zero, that did not.
public struct StreakChange: Hashable, Sendable {
    public let before: Int
    public let after: Int

    public init(before: Int, after: Int) {
        self.before = before
        self.after = after
    }
}
