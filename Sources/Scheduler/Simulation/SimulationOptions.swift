public import Contacts

/// How a schedule is played ahead.
public struct SimulationOptions: Sendable {
    /// How many days are played, from ``start`` on.
    public var days = 365
    /// Nil is the system's now.
    public var start: Timestamp?
    /// The names of the jobs that are played; all of them where it is empty.
    public var jobs: [String] = []
    /// Whether the store's own history happens again, so that its contacts live on.
    public var stepsContacts = false
    /// What the ids of newcomers and the waits before retries are drawn with.
    public var seed: UInt64 = 0
    /// How many runs go on at once; nil is what a scheduler of the workspace would have.
    public var workers: Int?
    /// How long runs take by the clock of the simulation.
    public var duration = SimulatedDuration.measured(scale: 1)
    /// From how many events a day on it counts as a storm, in percent of the contacts.
    public var stormShare = 10

    public init() {}
}
