public import Contacts

/// A request in the outbox, and how far it is.
public struct OutboxItem: Hashable, Sendable, Identifiable {
    /// How far a request is. The raw values are stored.
    public enum Status: String, Sendable, CaseIterable {
        case pending
        /// A process has taken it to send it; if that dies, it is due again.
        case sending
        case sent
        /// The other side refused it, or every attempt failed.
        case failed
        /// The run was undone before it was sent.
        case retracted
    }

    public let id: Int64
    public let run: Int64
    /// Headers and body are gone once it is sent.
    public let request: OutboxRequest
    public let status: Status
    public let attempts: Int
    public let nextAt: Timestamp
    /// The status of the last answer.
    public let response: Int?
    public let error: String?
}

extension OutboxItem {
    static let columns = "id, run, key, method, url, headers, body, status, attempts, next_at, response, error"

    init?(_ row: any SQLStatement) {
        guard let status = Status(rawValue: row.text(7)) else { return nil }
        self.init(
            id: row.integer(0), run: row.integer(1),
            request: OutboxRequest(
                method: row.text(3), url: row.text(4), headers: HeaderCoding.headers(row.text(5)), body: row.isNull(6) ? nil : row.text(6),
                key: row.text(2)),
            status: status, attempts: Int(row.integer(8)), nextAt: Timestamp(milliseconds: row.integer(9)),
            response: row.isNull(10) ? nil : Int(row.integer(10)), error: row.isNull(11) ? nil : row.text(11))
    }
}
