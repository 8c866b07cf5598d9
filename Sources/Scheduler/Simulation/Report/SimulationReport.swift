public import ContactStore
public import Contacts

/// What a schedule will do, as far as a simulation can tell.
public struct SimulationReport: Sendable {
    public let start: Timestamp
    public let end: Timestamp
    /// The first day, by the workspace's zone.
    public let firstDay: CalendarDate
    public let days: Int
    public let zone: Zone
    public let seed: UInt64
    public let workers: Int
    /// How many contacts there were at the start, and at the end.
    public let contacts: Int
    public let contactsAtEnd: Int
    /// From which share of the contacts on a day's events are a storm, in percent.
    public let stormShare: Int
    /// What was played of the store's history; nil where none was asked for.
    public let replay: ReplayCounts?
    /// Nil where none was asked for, and where there is no history.
    public let replayPeriod: ReplayPeriod?
    /// By name.
    public let jobs: [SimulatedJob]
    public let brokenScripts: [BrokenScript]
    /// Events fired on each day.
    public let events: [Int]
    public let storms: [Storm]
    public let collisions: [JobCollision]
    public let clockChanges: [ClockChange]
    /// Runs that waited at the end.
    public let waitingRuns: Int

    /// The date of a day, counted from 0.
    public func date(_ day: Int) -> CalendarDate { firstDay.adding(days: day) }
}
