public import Contacts

extension ContactStore {
    /// What it takes to plan a run again; nil where there is no such run.
    public func recording(of id: Int64) throws -> RunRecording? {
        let connection = try connect(.run)
        return try translating {
            guard let run = try run(id, on: connection) else { return nil }
            var arguments: String?
            try connection.rows("SELECT arguments FROM run WHERE id = ?", [.integer(id)]) { arguments = $0.isNull(0) ? nil : $0.text(0) }
            var exchanges: [Exchange] = []
            try connection.rows("SELECT url, status, headers, body FROM exchange WHERE run = ? ORDER BY number", [.integer(id)]) { row in
                exchanges.append(
                    Exchange(
                        url: row.text(0), status: Int(row.integer(1)), headers: row.isNull(2) ? [] : HeaderCoding.headers(row.text(2)),
                        body: row.text(3)))
            }
            // A commit has the number after that of its snapshot.
            let sequence = run.status == .committed ? run.sequence - 1 : run.sequence
            return RunRecording(run: run, arguments: arguments, sequence: sequence, exchanges: exchanges)
        }
    }

    /// When the next request of the outbox is due; nil where none waits.
    public func nextRequest() throws -> Timestamp? {
        let connection = try connect(.run)
        return try translating {
            let next = try connection.integer("SELECT min(next_at) FROM outbox WHERE status IN ('pending', 'sending')")
            return next.map { Timestamp(milliseconds: $0) }
        }
    }

    /// The requests in the outbox, oldest first; those of one status where it is given.
    public func outbox(_ status: OutboxItem.Status? = nil, limit: Int = 100) throws -> [OutboxItem] {
        let connection = try connect(.run)
        return try translating {
            var items: [OutboxItem] = []
            let condition = status.map { "WHERE status = '\($0.rawValue)'" } ?? ""
            try connection.rows("SELECT \(OutboxItem.columns) FROM outbox \(condition) ORDER BY id LIMIT ?", [.integer(Int64(limit))]) {
                row in
                if let item = OutboxItem(row) { items.append(item) }
            }
            return items
        }
    }

    /// Takes the next request that is due, so that no other process sends it too: it is due again after a lease, in
    /// milliseconds, if this one never says how it went.
    public func claimRequest(at now: Timestamp, lease: Int64 = 120_000) throws -> OutboxItem? {
        let connection = try connect(.run)
        return try translating {
            try connection.transaction {
                var item: OutboxItem?
                let sql =
                    "SELECT \(OutboxItem.columns) FROM outbox WHERE status IN ('pending', 'sending') AND next_at <= ? ORDER BY id LIMIT 1"
                try connection.rows(sql, [.integer(now.milliseconds)]) { item = OutboxItem($0) }
                guard let item else { return nil }
                try connection.run(
                    "UPDATE outbox SET status = 'sending', attempts = attempts + 1, next_at = ? WHERE id = ?",
                    [.integer(now.milliseconds + lease), .integer(item.id)])
                return item
            }
        }
    }

    /// Writes down how sending a request went. Of one that is done with, headers, body and query are dropped.
    public func settleRequest(
        _ item: OutboxItem, _ status: OutboxItem.Status, response: Int?, error: String?, nextAt: Timestamp
    ) throws {
        let connection = try connect(.run)
        try translating {
            let isDone = status != .pending
            let url = isDone ? String(item.request.url.prefix { $0 != "?" }) : item.request.url
            try connection.run(
                "UPDATE outbox SET status = ?, response = ?, error = ?, next_at = ?, url = ?"
                    + (isDone ? ", headers = NULL, body = NULL" : "") + " WHERE id = ? AND status = 'sending'",
                [
                    .text(status.rawValue), response.map { .integer(Int64($0)) } ?? .null, error.map { .text($0) } ?? .null,
                    .integer(nextAt.milliseconds), .text(url), .integer(item.id),
                ])
        }
    }
}
