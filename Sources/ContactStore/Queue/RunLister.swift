import Scheduling

/// Finds runs in the queue and among those that are recorded.
struct RunLister {
    let connection: any SQLConnection

    func run(_ number: Int64) throws -> QueuedRun? { try queued("id = ?", [.integer(number)], limit: 1).first }

    /// Whether there is a run of a name, whatever has become of its job.
    func knows(_ job: String) throws -> Bool {
        try connection.integer("SELECT 1 FROM run WHERE job = ? LIMIT 1", [.text(job)]) != nil
    }

    /// Runs that are running, and behind them those that wait.
    func open(_ filter: RunFilter, limit: Int) throws -> [ListedRun] {
        var runs: [ListedRun] = []
        for state in [RunState.running, .queued] where filter.state == nil || filter.state == state {
            let open = "state IN ('queued', 'running') AND state = '\(state.rawValue)'"
            runs += try queued(open, filter.job, limit: limit - runs.count).map { .queued($0) }
        }
        return runs
    }

    /// Runs that are over, newest first.
    func over(_ filter: RunFilter, limit: Int) throws -> [ListedRun] {
        guard limit > 0 else { return [] }
        let recorded = try recorded(filter, limit: limit)
        var runs: [ListedRun] = recorded.map { .recorded($0) }
        if filter.state?.isFinal ?? true {
            // The oldest that is listed is where the others need not be looked for.
            let oldest = recorded.count == limit ? recorded[limit - 1].id : 0
            let state = filter.state.map { "state = '\($0.rawValue)'" } ?? "state NOT IN ('queued', 'running')"
            let unrecorded = "id > \(oldest) AND \(state) AND NOT EXISTS (SELECT 1 FROM run WHERE run.id = job_run.id)"
            runs += try queued(unrecorded, filter.job, limit: limit).map { .queued($0) }
        }
        return Array(runs.sorted { $0.id > $1.id }.prefix(limit))
    }

    private func recorded(_ filter: RunFilter, limit: Int) throws -> [RunRecord] {
        var conditions: [String] = []
        var values: [SQLValue] = []
        if let state = filter.state {
            guard let status = Self.status(of: state) else { return [] }
            conditions.append("status = '\(status.rawValue)'")
        }
        // In the words of the index.
        if !filter.includesRequests { conditions.append("kind <> 'api'") }
        if let job = filter.job {
            conditions.append("job = ?")
            values.append(.text(job))
        }
        let condition = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
        var runs: [RunRecord] = []
        try connection.rows(
            "SELECT \(RunRecord.columns) FROM run \(condition) ORDER BY id DESC LIMIT ?", values + [.integer(Int64(limit))]
        ) { row in
            if let run = RunRecord(row) { runs.append(run) }
        }
        return runs
    }

    private func queued(_ condition: String, _ job: String?, limit: Int) throws -> [QueuedRun] {
        guard let job else { return try queued(condition, [], limit: limit) }
        return try queued("job IS NOT NULL AND name = ? AND \(condition)", [.text(job)], limit: limit)
    }

    private func queued(_ condition: String, _ values: [SQLValue], limit: Int) throws -> [QueuedRun] {
        guard limit > 0 else { return [] }
        var runs: [QueuedRun] = []
        let sql = "SELECT \(QueuedRun.columns) FROM job_run WHERE \(condition) ORDER BY id DESC LIMIT ?"
        try connection.rows(sql, values + [.integer(Int64(limit))]) { if let run = QueuedRun($0) { runs.append(run) } }
        return runs
    }

    /// How a run that ended in a state is recorded; nil where it is not.
    private static func status(of state: RunState) -> RunStatus? {
        switch state {
        case .succeeded: .committed
        case .refused: .refused
        case .failed: .failed
        case .queued, .running, .cancelled: nil
        }
    }
}
