public import Contacts
public import Scheduling

extension ContactStore {
    /// What the ledger says of a job's instants from one on and before another, in order.
    public func ledger(of job: Int64, from start: Timestamp, before end: Timestamp) throws -> [LedgerEntry] {
        try reading { connection in
            let found = try Self.occurrences(
                "job = ? AND at >= ? AND at < ? ORDER BY at", [job, start.milliseconds, end.milliseconds], on: connection)
            return try found.map { try Self.entry($0, of: job, on: connection) }
        }
    }

    /// The instants in the ledger that are nearest to one: the last before it and the first after it.
    public func ledgerNeighbours(of job: Int64, at instant: Timestamp) throws -> (before: Timestamp?, after: Timestamp?) {
        try reading { connection in
            let values = [job, instant.milliseconds]
            let before = try Self.occurrences("job = ? AND at < ? ORDER BY at DESC LIMIT 1", values, on: connection)
            let after = try Self.occurrences("job = ? AND at > ? ORDER BY at LIMIT 1", values, on: connection)
            return (before.first?.at, after.first?.at)
        }
    }

    /// The instants that a run stands for, in order: its own, and those that were coalesced into it.
    public func occurrences(of run: QueuedRun) throws -> [Occurrence] {
        guard let job = run.job else { return [] }
        return try reading { try Self.occurrences("job = ? AND run = ? ORDER BY at", [job, run.id], on: $0) }
    }

    private static func entry(_ occurrence: Occurrence, of job: Int64, on connection: any SQLConnection) throws -> LedgerEntry {
        switch occurrence.outcome {
        case .skipped: return LedgerEntry(occurrence: occurrence, run: nil, standsAt: nil)
        case .run(let number):
            return LedgerEntry(occurrence: occurrence, run: try RunLister(connection: connection).run(number), standsAt: nil)
        case .coalesced(let number):
            let run = try RunLister(connection: connection).run(number)
            let own = try occurrences(
                "job = ? AND run = ? AND outcome = 'run' AND at > ? ORDER BY at", [job, number, occurrence.at.milliseconds], on: connection)
            return LedgerEntry(occurrence: occurrence, run: run, standsAt: own.first?.at ?? run?.logicalNow)
        }
    }

    private static func occurrences(_ condition: String, _ values: [Int64], on connection: any SQLConnection) throws -> [Occurrence] {
        var found: [Occurrence] = []
        try connection.rows("SELECT \(Occurrence.columns) FROM occurrence WHERE \(condition)", values.map { .integer($0) }) {
            if let occurrence = Occurrence($0) { found.append(occurrence) }
        }
        return found
    }
}
