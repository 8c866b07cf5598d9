import Contacts

/// A job as a scheduler has it in memory.
struct JobEntry {
    var record: JobRecord
    /// Nil where what the store holds of it cannot be read.
    var definition: JobDefinition?
    /// The next instant of its schedule that is not decided.
    var nextAt: Timestamp?
    /// Its runs that are not done, and those of them that a worker has.
    var open: Set<Int64> = []
    var running: Set<Int64> = []
    /// Runs that are due and wait for another run of the job.
    var blocked: [Int64] = []

    var isPaused: Bool { record.pausedAt != nil }
    var isActive: Bool { !record.isRemoved && definition != nil }
    /// Whether its runs are one after the other.
    var isSerial: Bool { definition?.overlap != .allow }

    /// The triggers that consume a log.
    var logTriggers: [JobTrigger] { definition?.triggers.filter { $0 != .startup } ?? [] }
}
