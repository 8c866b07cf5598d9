import Contacts

/// A run whose time has come, in the order in which they get workers: by priority, then by time, then by number.
struct ReadyRun: Comparable {
    let priority: Int
    let at: Timestamp
    let run: Int64

    static func < (left: Self, right: Self) -> Bool {
        (right.priority, left.at, left.run) < (left.priority, right.at, right.run)
    }
}
