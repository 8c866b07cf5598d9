import Scheduling

/// Looks jobs up.
struct JobFinder {
    let connection: any SQLConnection

    /// All that have ever been, by their names.
    func all() throws -> [JobRecord] {
        var jobs: [JobRecord] = []
        try connection.rows("SELECT \(JobRecord.columns) FROM job ORDER BY name") { jobs.append(JobRecord($0)) }
        return jobs
    }

    func job(_ id: Int64) throws -> JobRecord? { try first("id = ?", .integer(id)) }

    /// - Throws: ``QueueError/noSuchJob(_:known:)``
    func job(named name: String) throws -> JobRecord {
        if let job = try first("name = ?", .text(name)) { return job }
        throw QueueError.noSuchJob(name, known: try all().filter { !$0.isRemoved }.map(\.name))
    }

    /// The same of a job whose script is there, and has been read at least once.
    func presentJob(named name: String) throws -> JobRecord {
        let job = try job(named: name)
        guard !job.isRemoved else { throw QueueError.jobIsGone(name, script: job.script) }
        guard !job.hash.isEmpty else { throw QueueError.jobIsBroken(name, reason: job.error ?? "it was never read") }
        return job
    }

    /// The job that a script declares.
    func job(of script: String) throws -> JobRecord? { try first("script = ? AND removed = 0 AND hash <> ''", .text(script)) }

    private func first(_ condition: String, _ value: SQLValue) throws -> JobRecord? {
        var job: JobRecord?
        try connection.rows("SELECT \(JobRecord.columns) FROM job WHERE \(condition) ORDER BY id LIMIT 1", [value]) { job = JobRecord($0) }
        return job
    }
}
