import Lunation

/// What has become of a time of a job's schedule: what the ledger says of its instants, and of those that it does not know why.
struct InstantVerdict {
    /// An instant of the schedule that is not in the ledger.
    struct Missing {
        let at: Timestamp
        let reason: Reason
    }

    enum Reason: String {
        /// It has not come.
        case future
        /// It has come, and the scheduler has not decided yet.
        case behind
        /// The ledger is past it.
        case unknown
    }

    let job: JobRecord
    let definition: JobDefinition
    let decided: [LedgerEntry]
    let missing: [Missing]
    /// The instants around the time, where it is none.
    let nearest: [Timestamp]

    init(of time: WallTime, for job: JobRecord, _ definition: JobDefinition, in store: ContactStore, now: Timestamp) throws {
        self.job = job
        self.definition = definition
        let starts = time.instants(in: definition.zone)
        decided = try starts.flatMap { try store.ledger(of: job.id, from: $0, before: $0.adding(milliseconds: time.length)) }
        let known = Set(decided.map(\.occurrence.at))
        missing = starts.flatMap { Self.nominal(definition, from: $0, length: time.length) }.filter { !known.contains($0) }.map {
            Missing(at: $0, reason: $0 > now ? .future : $0 > job.cursor ? .behind : .unknown)
        }
        guard decided.isEmpty, missing.isEmpty, let first = starts.first else {
            nearest = []
            return
        }
        let last = first.adding(milliseconds: time.length - 1)
        let recorded = try store.ledgerNeighbours(of: job.id, at: first)
        let before = [recorded.before, definition.schedule?.previous(before: first)].compactMap(\.self).max()
        let after = [recorded.after, definition.schedule?.next(after: last)].compactMap(\.self).min()
        nearest = [before, after].compactMap(\.self)
    }

    private static func nominal(_ definition: JobDefinition, from start: Timestamp, length: Int64) -> [Timestamp] {
        var found: [Timestamp] = []
        var last = start.adding(milliseconds: -1)
        while let next = definition.schedule?.next(after: last), next < start.adding(milliseconds: length) {
            found.append(next)
            last = next
        }
        return found
    }
}
