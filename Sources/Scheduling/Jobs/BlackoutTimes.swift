/// The times of a blackout, in minutes of the day; the end is not one of them.
struct BlackoutTimes: Hashable, Sendable {
    let start: Int
    let end: Int

    var isOverMidnight: Bool { end < start }
}
