import Contacts
import Scheduling

/// Adds runs to the queue. Runs inside a transaction.
struct QueueWriter {
    let connection: any SQLConnection

    /// Adds a run, and answers its number.
    func enqueue(_ run: QueuedRun) throws -> Int64 {
        let id = try RunNumber.next(connection)
        func text(_ value: String?) -> SQLValue { value.map { .text($0) } ?? .null }
        try connection.run(
            """
            INSERT INTO job_run (id, job, name, script, hash, cause, batch, logical_now, queued_at, due_at, priority, state, attempt, losses,
                                 lease, arguments, follows)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'queued', ?, ?, 0, ?, ?)
            """,
            [
                .integer(id), run.job.map { .integer($0) } ?? .null, .text(run.name), .text(run.script), .text(run.hash),
                .text(run.cause.rawValue), text(run.batch.map(BatchCoding.text)), .integer(run.logicalNow.milliseconds),
                .integer(run.queuedAt.milliseconds), .integer(run.dueAt.milliseconds), .integer(Int64(run.priority)),
                .integer(Int64(run.attempt)), .integer(Int64(run.losses)), text(run.arguments), text(run.follows),
            ])
        return id
    }

    /// Keeps the text of a script under its hash.
    func keep(source: [UInt8], hash: String) throws {
        try connection.run("INSERT OR IGNORE INTO script_version (hash, source) VALUES (?, ?)", [.text(hash), .blob(source)])
    }
}
