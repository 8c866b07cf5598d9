import Contacts
import Formats

/// Writes an import's blocked addresses. Runs inside a transaction.
final class SuppressionWriter {
    let run: Int64
    var report = ImportReport()
    private let connection: any SQLConnection
    private let clock: LogicalClock
    private let insert: any SQLStatement
    private let update: any SQLStatement

    init(connection: any SQLConnection, clock: LogicalClock) throws {
        self.connection = connection
        self.clock = clock
        run = try RunNumber.next(connection)
        report.run = run
        insert = try connection.prepare("INSERT INTO suppression (email, reason, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
        update = try connection.prepare(
            """
            UPDATE suppression SET reason = coalesce(?2, reason), at = coalesce(?3, at)
            WHERE email = ?1 AND (reason IS NOT coalesce(?2, reason) OR at IS NOT coalesce(?3, at))
            """)
    }

    func take(_ row: (email: EmailAddress, reason: String?, at: Timestamp?)) throws {
        let email = SQLValue.text(row.email.value)
        try insert.run([email, .text(row.reason ?? Suppression.unknownReason), .integer((row.at ?? clock.now).milliseconds)])
        if connection.changedRows > 0 {
            report.created += 1
            return
        }
        try update.run([email, row.reason.map { .text($0) } ?? .null, row.at.map { .integer($0.milliseconds) } ?? .null])
        if connection.changedRows > 0 { report.updated += 1 } else { report.unchanged += 1 }
    }

    func finish(_ draft: RunDraft) throws {
        let sequence = (try connection.integer("SELECT value FROM meta WHERE key = 'sequence'") ?? 0) + 1
        var object = JSONObject()
        object["rows"] = .integer(Int64(report.rows))
        object["suppressions"] = .integer(Int64(report.created))
        object["updated"] = .integer(Int64(report.updated))
        object["rejected"] = .integer(Int64(report.rejected))
        _ = try RunWriter(connection: connection).insert(
            id: run, draft, status: .committed, sequence: sequence, now: clock.now, finishedAt: draft.startedAt,
            summary: RunSummary.text(object))
    }
}
