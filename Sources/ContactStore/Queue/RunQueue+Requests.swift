public import Contacts
public import Scheduling

extension RunQueue {
    /// Adds runs to the queue, all in one transaction.
    ///
    /// - Parameter now: the clock, which is read when the transaction has begun: it may have waited for others.
    /// - Returns: the runs with their numbers, in the order of the requests.
    public func enqueue(_ requests: [RunRequest], now: () -> Timestamp) throws -> [QueuedRun] {
        guard !requests.isEmpty else { return [] }
        return try request { transaction in
            let now = now()
            let finder = JobFinder(connection: transaction.connection)
            var jobs: [String: JobRecord?] = [:]
            var kept: Set<String> = []
            return try requests.map { request in
                if kept.insert(request.hash).inserted { try transaction.keep(source: request.source, hash: request.hash) }
                let job = try jobs[request.script] ?? finder.job(of: request.script)
                jobs[request.script] = .some(job)
                let due = request.dueAt ?? now
                var run = QueuedRun(
                    job: job?.id, name: job?.name ?? request.script, script: request.script, hash: request.hash, cause: .enqueue,
                    logicalNow: due, queuedAt: now, dueAt: due, priority: request.priority ?? job?.priority ?? 0,
                    arguments: request.arguments)
                run.id = try transaction.enqueue(run)
                return run
            }
        }
    }

    /// Adds a run of a job, for now.
    public func trigger(_ name: String, arguments: String?, at now: Timestamp) throws -> (run: QueuedRun, job: JobRecord) {
        try request { transaction in
            let job = try JobFinder(connection: transaction.connection).presentJob(named: name)
            var run = QueuedRun(
                job: job.id, name: job.name, script: job.script, hash: job.hash, cause: .manual, logicalNow: now, queuedAt: now, dueAt: now,
                priority: job.priority, arguments: arguments)
            run.id = try transaction.enqueue(run)
            return (run, job)
        }
    }

    /// Adds a run that does what an unsuccessful one was to do, with the same text and arguments. It is for the same instant, unless
    /// a later run of the job has succeeded, which has seen what came after: then it is for now.
    public func retry(_ number: Int64, at now: Timestamp) throws -> QueuedRun {
        try request { transaction in
            let old = try transaction.knownRun(number)
            guard old.state.isFinal else { throw QueueError.isNotOver(run: number, old.state) }
            guard old.state != .succeeded else { throw QueueError.hasSucceeded(run: number) }
            var isOvertaken = false
            if let job = old.job {
                let later = "SELECT 1 FROM job_run WHERE job = ? AND id > ? AND state = 'succeeded' LIMIT 1"
                isOvertaken = try transaction.connection.integer(later, [.integer(job), .integer(number)]) != nil
            }
            var run = QueuedRun(
                job: old.job, name: old.name, script: old.script, hash: old.hash, cause: .retry,
                logicalNow: isOvertaken ? now : old.logicalNow, queuedAt: now, dueAt: now, priority: old.priority, arguments: old.arguments)
            run.id = try transaction.enqueue(run)
            return run
        }
    }
}
