/// What a day was like for a job: the worst that became of its instants and runs. The raw values are in the order of badness.
public enum DayOutcome: Int, Comparable, Sendable, CaseIterable {
    /// It was not to run.
    case none
    /// It ran, and changed nobody and fired nothing.
    case idle
    case done
    case skipped
    case refused
    case failed

    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
