public import Contacts
public import Scheduling

/// What a scheduler reads and writes of a workspace's store, inside one transaction.
public final class QueueTransaction: SchedulerTransaction {
    let connection: any SQLConnection

    init(connection: any SQLConnection) {
        self.connection = connection
    }

    public func jobs() throws -> [JobRecord] {
        var jobs: [JobRecord] = []
        try connection.rows("SELECT \(JobRecord.columns) FROM job ORDER BY id") { jobs.append(JobRecord($0)) }
        return jobs
    }

    public var jobsVersion: Int64 {
        get throws { try connection.integer("SELECT value FROM meta WHERE key = 'jobs'") ?? 0 }
    }

    public var logEnds: [Int64] {
        get throws {
            [
                try connection.integer("SELECT max(id) FROM event") ?? 0, try connection.integer("SELECT max(id) FROM crossing") ?? 0,
                try connection.integer("SELECT value FROM meta WHERE key = 'sequence'") ?? 0,
                try connection.integer("SELECT value FROM meta WHERE key = 'event_generation'") ?? 0,
            ]
        }
    }

    public func save(_ job: JobRecord) throws -> JobRecord {
        func text(_ value: String?) -> SQLValue { value.map { .text($0) } ?? .null }
        let values: [SQLValue] = [
            .text(job.name), .text(job.script), .text(job.hash), .text(JobSettingsCoding.text(job.settings)),
            .integer(job.isRemoved ? 1 : 0), text(job.error), job.pausedAt.map { .integer($0.milliseconds) } ?? .null,
            text(job.pauseReason), .integer(job.cursor.milliseconds),
        ]
        var saved = job
        if job.id == 0 {
            saved.id = (try connection.integer("SELECT max(id) FROM job") ?? 0) + 1
            try connection.run(
                """
                INSERT INTO job (name, script, hash, settings, removed, error, paused_at, pause_reason, cursor, streak, id)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)
                """, values + [.integer(saved.id)])
        } else {
            try connection.run(
                """
                UPDATE job SET name = ?, script = ?, hash = ?, settings = ?, removed = ?, error = ?, paused_at = ?, pause_reason = ?,
                               cursor = ? WHERE id = ?
                """, values + [.integer(job.id)])
        }
        try connection.execute("UPDATE meta SET value = value + 1 WHERE key = 'jobs'")
        return saved
    }

    public func link(_ job: Int64, triggers: [JobTrigger], after: [String]) throws {
        try TriggerPositions(connection: connection).link(job, triggers)
        try connection.run("DELETE FROM job_after WHERE job = ?", [.integer(job)])
        for name in Set(after) {
            try connection.run("INSERT INTO job_after (before, job) VALUES (?, ?)", [.text(name), .integer(job)])
        }
    }

    public func keep(source: [UInt8], hash: String) throws {
        try QueueWriter(connection: connection).keep(source: source, hash: hash)
    }

    public func openRuns(after number: Int64) throws -> [QueuedRun] {
        var runs: [QueuedRun] = []
        let sql = "SELECT \(QueuedRun.columns) FROM job_run WHERE id > ? AND state IN ('queued', 'running') ORDER BY id"
        try connection.cachedRows(sql, [.integer(number)]) { if let run = QueuedRun($0) { runs.append(run) } }
        return runs
    }

    public func run(_ number: Int64) throws -> QueuedRun? {
        var run: QueuedRun?
        try connection.cachedRows("SELECT \(QueuedRun.columns) FROM job_run WHERE id = ?", [.integer(number)]) { run = QueuedRun($0) }
        return run
    }

    public func cancellations() throws -> [Int64] {
        var runs: [Int64] = []
        try connection.cachedRows("SELECT id FROM job_run WHERE cancelled = 1 ORDER BY id") { runs.append($0.integer(0)) }
        // A command ends a run that waits by itself, which the scheduler has in memory still: that it is over is told once.
        if !runs.isEmpty {
            try connection.execute("UPDATE job_run SET cancelled = 2 WHERE cancelled = 1 AND state NOT IN ('queued', 'running')")
        }
        return runs
    }

    public func record(_ occurrences: [Occurrence], of job: Int64, cursor: Timestamp) throws {
        for occurrence in occurrences {
            let (word, run, reason): (String, Int64?, String?) =
                switch occurrence.outcome {
                case .run(let run): ("run", run, nil)
                case .coalesced(let run): ("coalesced", run, nil)
                case .skipped(let reason): ("skipped", nil, reason)
                }
            // A row that is there already is an error: an instant is decided once.
            try connection.run(
                "INSERT INTO occurrence (job, at, outcome, run, reason, decided_at) VALUES (?, ?, ?, ?, ?, ?)",
                [
                    .integer(job), .integer(occurrence.at.milliseconds), .text(word), run.map { .integer($0) } ?? .null,
                    reason.map { .text($0) } ?? .null, .integer(occurrence.decidedAt.milliseconds),
                ])
        }
        try connection.run("UPDATE job SET cursor = ? WHERE id = ?", [.integer(cursor.milliseconds), .integer(job)])
    }

    public func enqueue(_ run: QueuedRun) throws -> Int64 { try QueueWriter(connection: connection).enqueue(run) }

    public func claim(_ run: Int64, at now: Timestamp) throws -> Int64? {
        let lease = try connection.integer("SELECT value FROM meta WHERE key = 'next_lease'") ?? 1
        try connection.run(
            "UPDATE job_run SET state = 'running', lease = ?, started_at = ? WHERE id = ? AND state = 'queued' AND cancelled = 0",
            [.integer(lease), .integer(now.milliseconds), .integer(run)])
        guard connection.changedRows == 1 else { return nil }
        try connection.run("UPDATE meta SET value = ? WHERE key = 'next_lease'", [.integer(lease + 1)])
        return lease
    }

    public func finish(_ run: QueuedRun, as state: RunState, _ end: RunEnd) throws -> Bool {
        let claim = RunClaim(run: run.id, lease: run.lease, batch: run.batch)
        let finisher = RunFinisher(connection: connection)
        func finish(_ state: RunState, _ error: String?) throws -> Bool {
            try finisher.finish(claim, as: state, startedAt: end.startedAt, finishedAt: end.finishedAt, error: error)
        }
        do {
            guard try finish(state, end.error) else { return false }
        } catch let error as ClaimError {
            // What it has seen is not what there is to handle: it counts for nothing, and its trigger makes another batch.
            return try finish(.cancelled, error.description)
        }
        guard state != .cancelled else { return true }
        let status: RunStatus = state == .succeeded ? .committed : state == .refused ? .refused : .failed
        var draft = RunDraft(kind: .run, name: run.script, hash: run.hash, arguments: run.arguments, startedAt: end.startedAt)
        draft.job = run.name
        let sequence = try connection.integer("SELECT value FROM meta WHERE key = 'sequence'") ?? 0
        _ = try RunWriter(connection: connection).insert(
            id: run.id, draft, status: status, sequence: sequence, now: run.logicalNow, finishedAt: end.finishedAt, summary: end.summary)
        return true
    }

    public func requeue(_ run: QueuedRun, attempt: Int, losses: Int, dueAt: Timestamp, error: String?) throws -> Bool {
        try connection.run(
            """
            UPDATE job_run SET state = 'queued', attempt = ?, losses = ?, due_at = ?, error = coalesce(?, error), started_at = NULL
            WHERE id = ? AND lease = ? AND state = 'running'
            """,
            [
                .integer(Int64(attempt)), .integer(Int64(losses)), .integer(dueAt.milliseconds), error.map { .text($0) } ?? .null,
                .integer(run.id), .integer(run.lease),
            ])
        return connection.changedRows == 1
    }

    public func cancel(_ run: Int64, reason: String, at now: Timestamp) throws -> Bool {
        try connection.run(
            "UPDATE job_run SET state = 'cancelled', error = ?, finished_at = ? WHERE id = ? AND state = 'queued'",
            [.text(reason), .integer(now.milliseconds), .integer(run)])
        return connection.changedRows == 1
    }

    public func nextBatch(of trigger: JobTrigger, for job: Int64, limit: Int) throws -> TriggerBatch? {
        try TriggerPositions(connection: connection).nextBatch(of: trigger, for: job, limit: limit)
    }
}
