public import Contacts

/// One time at which a schedule fires.
public struct CronOccurrence: Hashable, Sendable {
    /// What a change of the clocks has to do with it.
    public enum ClockChange: Hashable, Sendable {
        /// The clocks skip the time that was meant, in seconds since midnight of its day, and the run is at the change.
        case moved(from: Int)
        /// The clocks show this time twice; this is the first time, or the second.
        case firstOfTwo, secondOfTwo
    }

    public let instant: Timestamp
    /// Seconds east of UTC, in the schedule's zone.
    public let offset: Int
    /// Nil on all but a few days of a year.
    public let clockChange: ClockChange?
}
