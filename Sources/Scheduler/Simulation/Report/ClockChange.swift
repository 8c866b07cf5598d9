public import Contacts

/// A day on which the clocks of a zone change, and what that does to jobs.
public struct ClockChange: Hashable, Sendable {
    public struct Effect: Hashable, Sendable {
        public let job: String
        /// In words, such as `02:30 moved to 03:00`.
        public let words: String
    }

    public let day: CalendarDate
    public let zone: Zone
    /// By how many milliseconds the clocks are put forward; below zero, back.
    public let shift: Int64
    /// Of the jobs that go by those clocks and notice.
    public let effects: [Effect]
}
