import Contacts
import Scheduling

/// What a store would hold: the model's tables.
struct ModelState {
    var epoch: Int64 = 0
    var nextLease: Int64 = 1
    var version: Int64 = 0
    var jobs: [Int64: JobRecord] = [:]
    var followers: [String: Set<Int64>] = [:]
    var runs: [Int64: QueuedRun] = [:]
    /// Numbers of the runs that are not done.
    var open: Set<Int64> = []
    var occurrences: [Int64: [Timestamp: Occurrence]] = [:]
    var cancellations: Set<Int64> = []
    /// The log of events, by name, whose numbers are their places from 1.
    var events: [String] = []
    var positions: [Int64: [JobTrigger: Int64]] = [:]
    /// What committed runs have done: each run's number, once for each time that its changes were written.
    var effects: [Int64: Int] = [:]
    /// Events handled, by job: how often each.
    var handled: [Int64: [Int64: Int]] = [:]
    var lastCommitted: [Int64: Int64] = [:]
}
