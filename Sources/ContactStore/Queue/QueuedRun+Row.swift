import Contacts
import Scheduling

extension QueuedRun {
    static let columns = """
        id, job, name, script, hash, cause, batch, logical_now, queued_at, due_at, priority, state, attempt, losses, lease, started_at,
        finished_at, error, arguments, follows
        """

    init?(_ row: any SQLStatement) {
        guard let cause = RunCause(rawValue: row.text(5)), let state = RunState(rawValue: row.text(11)) else { return nil }
        func instant(_ column: Int) -> Timestamp? { row.isNull(column) ? nil : Timestamp(milliseconds: row.integer(column)) }
        func text(_ column: Int) -> String? { row.isNull(column) ? nil : row.text(column) }
        self.init(
            id: row.integer(0), job: row.isNull(1) ? nil : row.integer(1), name: row.text(2), script: row.text(3), hash: row.text(4),
            cause: cause, batch: text(6).flatMap(BatchCoding.batch), logicalNow: Timestamp(milliseconds: row.integer(7)),
            queuedAt: Timestamp(milliseconds: row.integer(8)), dueAt: Timestamp(milliseconds: row.integer(9)),
            priority: Int(row.integer(10)), state: state, attempt: Int(row.integer(12)), losses: Int(row.integer(13)),
            lease: row.integer(14), startedAt: instant(15), finishedAt: instant(16), error: text(17), arguments: text(18), follows: text(19)
        )
    }
}
