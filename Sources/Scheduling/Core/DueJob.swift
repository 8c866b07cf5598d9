import Contacts

/// A job whose schedule has an instant at a time.
struct DueJob: Comparable {
    let at: Timestamp
    let job: Int64

    static func < (left: Self, right: Self) -> Bool { (left.at, left.job) < (right.at, right.job) }
}
