public import Scheduling

extension ContactStore {
    /// The jobs with what their runs are at, by their names.
    ///
    /// - Parameter removed: whether jobs whose scripts are gone are among them.
    public func jobs(removed: Bool = false) throws -> [JobOverview] {
        try reading { connection in
            try JobFinder(connection: connection).all().filter { removed || !$0.isRemoved }.map { try overview(of: $0, on: connection) }
        }
    }

    /// A job by its name.
    ///
    /// - Throws: ``QueueError/noSuchJob(_:known:)``, which knows the nearest name.
    public func job(named name: String) throws -> JobRecord {
        try reading { try JobFinder(connection: $0).job(named: name) }
    }

    private func overview(of job: JobRecord, on connection: any SQLConnection) throws -> JobOverview {
        var last: QueuedRun?
        let begun = "SELECT \(QueuedRun.columns) FROM job_run WHERE job = ? AND started_at IS NOT NULL ORDER BY id DESC LIMIT 1"
        try connection.rows(begun, [.integer(job.id)]) { last = QueuedRun($0) }
        let queued = try connection.integer("SELECT count(*) FROM job_run WHERE job = ? AND state = 'queued'", [.integer(job.id)]) ?? 0
        var triggers: [JobTrigger] = []
        try connection.rows("SELECT trigger FROM position WHERE job = ? ORDER BY trigger", [.integer(job.id)]) {
            if let trigger = JobTrigger($0.text(0)) { triggers.append(trigger) }
        }
        let positions = TriggerPositions(connection: connection)
        let waiting = try triggers.map { JobOverview.Waiting(trigger: $0, count: try positions.waiting(for: $0, of: job.id)) }
        return JobOverview(job: job, lastRun: last, queued: Int(queued), waiting: waiting.filter { $0.count > 0 })
    }
}
