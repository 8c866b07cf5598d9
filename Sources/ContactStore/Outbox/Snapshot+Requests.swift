import Contacts

extension Snapshot {
    /// Stages a request that is sent after the commit. Answers false where its key has been used before.
    public func stage(_ request: OutboxRequest) throws -> Bool {
        try store.translating {
            try changes.noteRequests()
            if try connection.integer("SELECT 1 FROM outbox WHERE key = ? AND status <> 'retracted'", [.text(request.key)]) != nil {
                return false
            }
            try connection.run(
                "INSERT OR IGNORE INTO temp.new_request (key, method, url, headers, body) VALUES (?, ?, ?, ?, ?)",
                [
                    .text(request.key), .text(request.method), .text(request.url), .text(HeaderCoding.text(request.headers)),
                    request.body.map { .text($0) } ?? .null,
                ])
            return connection.changedRows > 0
        }
    }

    /// The staged requests, in the order in which they were asked for.
    public func stagedRequests(limit: Int = .max) throws -> [OutboxRequest] {
        guard changes.shape.hasRequests else { return [] }
        return try store.translating {
            var requests: [OutboxRequest] = []
            let sql = "SELECT key, method, url, headers, body FROM temp.new_request ORDER BY id LIMIT ?"
            try connection.rows(sql, [.integer(Int64(limit))]) { row in
                requests.append(
                    OutboxRequest(
                        method: row.text(1), url: row.text(2), headers: HeaderCoding.headers(row.text(3)),
                        body: row.isNull(4) ? nil : row.text(4), key: row.text(0)))
            }
            return requests
        }
    }

    /// Notes what a run was answered over HTTP, to be kept with the run.
    public func note(_ exchange: Exchange) throws {
        try store.translating {
            try changes.prepare()
            changes.hasExchanges = true
            try connection.run(
                "INSERT INTO temp.new_exchange (url, status, headers, body) VALUES (?, ?, ?, ?)",
                [
                    .text(exchange.url), .integer(Int64(exchange.status)), .text(HeaderCoding.text(exchange.headers)),
                    .text(exchange.body),
                ])
        }
    }

    /// Keeps what a run was answered that commits nothing, since it failed or was refused: it is planned again with it. What is staged
    /// stays staged.
    ///
    /// - Parameter claim: of a run of the queue, the lease under which it is kept; nothing is where that is over.
    public func keepExchanges(of run: Int64, under claim: RunClaim? = nil) throws {
        // A statement that was given up has taken them along.
        guard changes.hasExchanges, isOpen else { return }
        shouldStop = nil
        let other = try store.connect(.run)
        try store.translating {
            try other.transaction {
                if let claim {
                    let held = "SELECT 1 FROM job_run WHERE id = ? AND lease = ? AND state = 'running'"
                    guard try other.integer(held, [.integer(claim.run), .integer(claim.lease)]) != nil else { return }
                }
                try ExchangeWriter(connection: other).write(from: connection, run: run)
            }
        }
    }

    func requestGroups() throws -> [RequestGroup] {
        guard changes.shape.hasRequests else { return [] }
        var counts: [String: Int] = [:]
        try connection.rows("SELECT method, url FROM temp.new_request") { row in
            let request = OutboxRequest(method: row.text(0), url: row.text(1), key: "")
            counts["\(request.method) \(request.host)", default: 0] += 1
        }
        return counts.sorted { $0.key < $1.key }.map { RequestGroup(target: $0.key, count: $0.value) }
    }
}
