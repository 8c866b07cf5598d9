import Contacts

/// The days of a simulation, counted from 0, by the workspace's clocks.
struct SimulatedDays {
    let first: CalendarDate
    let count: Int
    let zone: Zone

    /// What is done just after the end counts to the last one.
    func day(of instant: Timestamp) -> Int { min(max(0, zone.date(of: instant).days - first.days), count - 1) }

    func date(_ day: Int) -> CalendarDate { first.adding(days: day) }
}
