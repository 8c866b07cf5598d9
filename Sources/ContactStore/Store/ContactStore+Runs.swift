public import Contacts

extension ContactStore {
    /// The recorded runs, newest first.
    public func runs(limit: Int = 50) throws -> [RunRecord] {
        let connection = try connect(.run)
        return try translating {
            var runs: [RunRecord] = []
            try connection.rows("SELECT \(RunRecord.columns) FROM run ORDER BY id DESC LIMIT ?", [.integer(Int64(limit))]) { row in
                if let run = RunRecord(row) { runs.append(run) }
            }
            return runs
        }
    }

    /// A recorded run by its number.
    public func run(_ id: Int64) throws -> RunRecord? {
        let connection = try connect(.run)
        return try translating { try run(id, on: connection) }
    }

    /// What a committed run changed, contact by contact, from the journal: the first contacts.
    public func journal(of id: Int64, limit: Int) throws -> [ContactDiff] {
        let connection = try connect(.run)
        return try translating {
            var catalog = try Catalog.load(from: connection)
            try catalog.addFormer(from: connection)
            let reader = DiffReader(connection: connection, catalog: catalog, rows: .journal(run: id))
            var diffs: [ContactDiff] = []
            try reader.forEach(limit: limit) { diffs.append($0) }
            return diffs
        }
    }

    /// Records a run that committed nothing: refused by a guard, or failed.
    public func record(_ draft: RunDraft, status: RunStatus, summary: String, clock: LogicalClock, finishedAt: Timestamp) throws
        -> RunRecord
    {
        let connection = try connect(.run)
        return try translating {
            try connection.transaction {
                let sequence = try connection.integer("SELECT value FROM meta WHERE key = 'sequence'") ?? 0
                return try RunWriter(connection: connection).insert(
                    draft, status: status, sequence: sequence, now: clock.now, finishedAt: finishedAt, summary: summary)
            }
        }
    }

    func run(_ id: Int64, on connection: any SQLConnection) throws -> RunRecord? {
        var found: RunRecord?
        try connection.rows("SELECT \(RunRecord.columns) FROM run WHERE id = ?", [.integer(id)]) { found = RunRecord($0) }
        return found
    }
}
