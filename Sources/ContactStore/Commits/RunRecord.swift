public import Contacts

/// A run as the store remembers it.
public struct RunRecord: Hashable, Sendable {
    public let id: Int64
    public let kind: RunKind
    public let name: String
    public let hash: String?
    public let status: RunStatus
    /// The commit's number; contacts it changed carry it as their revision.
    public let sequence: Int64
    public let logicalNow: Timestamp
    public let startedAt: Timestamp
    public let finishedAt: Timestamp
    /// What it did, counted, as a JSON object: titles of changes and names of events to numbers.
    public let summary: String
    public let undoes: Int64?
    public let undoneBy: Int64?
}

extension RunRecord {
    static let columns =
        "id, kind, name, hash, status, sequence, logical_now, started_at, finished_at, summary, undoes, undone_by"

    init?(_ row: any SQLStatement) {
        guard let kind = RunKind(rawValue: row.text(1)), let status = RunStatus(rawValue: row.text(4)) else { return nil }
        func timestamp(_ column: Int) -> Timestamp { Timestamp(milliseconds: row.integer(column)) }
        self.init(
            id: row.integer(0), kind: kind, name: row.text(2), hash: row.isNull(3) ? nil : row.text(3), status: status,
            sequence: row.integer(5), logicalNow: timestamp(6), startedAt: timestamp(7), finishedAt: timestamp(8),
            summary: row.isNull(9) ? "{}" : row.text(9), undoes: row.isNull(10) ? nil : row.integer(10),
            undoneBy: row.isNull(11) ? nil : row.integer(11))
    }
}
