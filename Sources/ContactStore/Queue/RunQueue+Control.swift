public import Contacts
public import Scheduling

// Columns are written one by one, so that what a scheduler writes of the same job at the same time stays.
extension RunQueue {
    /// Keeps a job from being run by its schedule, its triggers and the jobs before it. One that is paused stays as it is.
    ///
    /// - Returns: the job as it is now, and whether this has changed it.
    public func pause(_ name: String, reason: String?, at now: Timestamp) throws -> (job: JobRecord, isChanged: Bool) {
        try change(name, wherePaused: false) { job, connection in
            try connection.run(
                "UPDATE job SET paused_at = ?, pause_reason = ? WHERE id = ?",
                [.integer(now.milliseconds), reason.map { .text($0) } ?? .null, .integer(job)])
        }
    }

    /// Lets a job be run again.
    ///
    /// - Returns: the job as it is now, and whether this has changed it.
    public func resume(_ name: String) throws -> (job: JobRecord, isChanged: Bool) {
        try change(name, wherePaused: true) { job, connection in
            try connection.run("UPDATE job SET paused_at = NULL, pause_reason = NULL WHERE id = ?", [.integer(job)])
        }
    }

    private func change(
        _ name: String, wherePaused isPaused: Bool, _ write: (Int64, any SQLConnection) throws -> Void
    ) throws -> (job: JobRecord, isChanged: Bool) {
        try request { transaction in
            let finder = JobFinder(connection: transaction.connection)
            let job = try finder.presentJob(named: name)
            guard (job.pausedAt != nil) == isPaused else { return (job, false) }
            try write(job.id, transaction.connection)
            try transaction.connection.execute("UPDATE meta SET value = value + 1 WHERE key = 'jobs'")
            return (try finder.job(job.id) ?? job, true)
        }
    }

    /// Ends a run that waits, or asks the scheduler to end one that is running.
    public func cancel(_ number: Int64, at now: Timestamp) throws -> RunCancellation {
        try request { transaction in
            let run = try transaction.knownRun(number)
            guard !run.state.isFinal else { throw QueueError.isOver(run: number, run.state) }
            let isWaiting = try transaction.cancel(number, reason: "cancelled by hand", at: now)
            try transaction.connection.run("UPDATE job_run SET cancelled = 1 WHERE id = ? AND cancelled = 0", [.integer(number)])
            return isWaiting ? .cancelled : transaction.connection.changedRows == 1 ? .requested : .requestedBefore
        }
    }
}
