public import Contacts

/// What became of one job in a simulation.
public struct SimulatedJob: Sendable {
    public let name: String
    /// The path of its script in the workspace.
    public let script: String
    /// Instants of its schedule.
    public internal(set) var occurrences = 0
    public internal(set) var coalesced = 0
    /// How many instants were skipped, by the reason.
    public internal(set) var skipped: [String: Int] = [:]
    /// Runs that came to an end.
    public internal(set) var runs = 0
    public internal(set) var succeeded = 0
    public internal(set) var refused = 0
    public internal(set) var failed = 0
    public internal(set) var cancelled = 0
    public internal(set) var retries = 0
    /// The first different reasons of guards, and errors.
    public internal(set) var refusals: [String] = []
    public internal(set) var errors: [String] = []
    /// How many contacts it changed on a day on which another job changed them too, day by day.
    public internal(set) var collisions = 0
    /// How often a run of it went on at the same time as one of another job.
    public internal(set) var overlaps = 0
    /// How late runs started, in milliseconds.
    public internal(set) var medianLateness: Int64 = 0
    public internal(set) var mostLateness: Int64 = 0
    /// How long runs took by the virtual clock, in milliseconds.
    public internal(set) var medianDuration: Int64 = 0
    public internal(set) var mostDuration: Int64 = 0
    /// Contacts changed, made and deleted, summed over the runs.
    public internal(set) var contactsChanged = 0
    public internal(set) var events = 0
    /// The most events of a day, and on which; the first of several.
    public internal(set) var mostEvents = 0
    public internal(set) var worstDay: CalendarDate?
    /// Nil where it never ran.
    public internal(set) var untakenBranches: [UntakenBranch]?
    /// One for each day.
    public internal(set) var outcomes: [DayOutcome]
}
