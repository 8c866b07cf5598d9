import Contacts

/// A run that waits for its time, in the order of times.
struct DueRun: Comparable {
    let at: Timestamp
    let run: Int64

    static func < (left: Self, right: Self) -> Bool { (left.at, left.run) < (right.at, right.run) }
}
