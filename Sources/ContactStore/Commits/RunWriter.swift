import Contacts

/// Writes records of runs.
struct RunWriter {
    let connection: any SQLConnection

    func insert(
        id: Int64? = nil, _ draft: RunDraft, status: RunStatus, sequence: Int64, now: Timestamp, finishedAt: Timestamp, summary: String,
        events: (first: Int64, last: Int64)? = nil
    ) throws -> RunRecord {
        let id = try id ?? RunNumber.next(connection)
        func text(_ value: String?) -> SQLValue { value.map { .text($0) } ?? .null }
        func number(_ value: Int64?) -> SQLValue { value.map { .integer($0) } ?? .null }
        try connection.run(
            """
            INSERT INTO run (id, kind, name, hash, sequence, logical_now, started_at, finished_at, status, arguments, summary,
                             first_event, last_event, undoes, job)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .integer(id), .text(draft.kind.rawValue), .text(draft.name), text(draft.hash), .integer(sequence),
                .integer(now.milliseconds), .integer(draft.startedAt.milliseconds), .integer(finishedAt.milliseconds),
                .text(status.rawValue), text(draft.arguments), .text(summary), number(events?.first), number(events?.last),
                number(draft.undoes), text(draft.job),
            ])
        try connection.run("UPDATE meta SET value = ? WHERE key = 'sequence'", [.integer(sequence)])
        return RunRecord(
            id: id, kind: draft.kind, name: draft.name, hash: draft.hash, status: status, sequence: sequence, logicalNow: now,
            startedAt: draft.startedAt, finishedAt: finishedAt, summary: summary, undoes: draft.undoes, undoneBy: nil)
    }
}
