import Contacts
import Scheduling

/// Ends runs of the queue. Runs inside a transaction: that of the scheduler, or that which commits the run's changes.
struct RunFinisher {
    let connection: any SQLConnection

    /// Ends a run for good, if it is still under the lease: moves its trigger's position, counts its job's streak and puts the jobs
    /// that come after it into the queue. False where it is not under the lease any more, and nothing was changed.
    ///
    /// - Throws: ``ClaimError/batchChanged(run:)`` where its batch is not what its trigger has next any more; nothing was changed.
    func finish(_ claim: RunClaim, as state: RunState, startedAt: Timestamp?, finishedAt: Timestamp, error: String?) throws -> Bool {
        let job = try job(of: claim.run)
        if state == .succeeded, let job, let batch = claim.batch, try isHeld(claim),
            try !TriggerPositions(connection: connection).move(job.id, over: batch)
        {
            throw ClaimError.batchChanged(run: claim.run)
        }
        try connection.run(
            """
            UPDATE job_run SET state = ?, finished_at = ?, started_at = coalesce(?, started_at), error = ?
            WHERE id = ? AND lease = ? AND state = 'running'
            """,
            [
                .text(state.rawValue), .integer(finishedAt.milliseconds), startedAt.map { .integer($0.milliseconds) } ?? .null,
                error.map { .text($0) } ?? .null, .integer(claim.run), .integer(claim.lease),
            ])
        guard connection.changedRows == 1 else { return false }
        guard let job else { return true }
        if state == .succeeded { try enqueueFollowers(of: job.name, at: finishedAt) }
        if state != .cancelled { try count(state == .succeeded, of: job.id) }
        return true
    }

    private func job(of run: Int64) throws -> (id: Int64, name: String)? {
        var job: (id: Int64, name: String)?
        try connection.cachedRows("SELECT job, name FROM job_run WHERE id = ? AND job IS NOT NULL", [.integer(run)]) {
            job = ($0.integer(0), $0.text(1))
        }
        return job
    }

    private func isHeld(_ claim: RunClaim) throws -> Bool {
        try connection.integer(
            "SELECT 1 FROM job_run WHERE id = ? AND lease = ? AND state = 'running'", [.integer(claim.run), .integer(claim.lease)]) != nil
    }

    /// Runs in a row of one kind: above zero they went well, below they did not.
    private func count(_ isGood: Bool, of job: Int64) throws {
        let next = isGood ? "max(streak, 0) + 1" : "min(streak, 0) - 1"
        try connection.run("UPDATE job SET streak = \(next) WHERE id = ?", [.integer(job)])
    }

    /// Puts a run of each job that comes after another into the queue, unless one waits there already, which will do for both.
    private func enqueueFollowers(of name: String, at now: Timestamp) throws {
        var followers: [QueuedRun] = []
        let sql = """
            SELECT j.id, j.name, j.script, j.hash, coalesce(json_extract(j.settings, '$.priority'), 0) FROM job_after a JOIN job j ON j.id = a.job
            WHERE a.before = ? AND j.removed = 0 AND j.paused_at IS NULL
            AND NOT EXISTS (SELECT 1 FROM job_run r WHERE r.job = j.id AND r.state = 'queued' AND r.cause = 'after') ORDER BY j.id
            """
        try connection.cachedRows(sql, [.text(name)]) { row in
            followers.append(
                QueuedRun(
                    job: row.integer(0), name: row.text(1), script: row.text(2), hash: row.text(3), cause: .after, logicalNow: now,
                    queuedAt: now, dueAt: now, priority: Int(row.text(4)) ?? 0, follows: name))
        }
        let writer = QueueWriter(connection: connection)
        for follower in followers { _ = try writer.enqueue(follower) }
    }
}
