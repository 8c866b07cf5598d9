import Contacts

/// Keeps what a run was answered over HTTP. Runs inside a transaction, whose connection need not be the snapshot's.
struct ExchangeWriter {
    let connection: any SQLConnection

    /// - Parameter source: the connection in whose temporary tables the answers lie.
    func write(from source: any SQLConnection, run: Int64) throws {
        // A run of the queue that was tried before has left those of that attempt.
        try connection.run("DELETE FROM exchange WHERE run = ?", [.integer(run)])
        try source.rows("SELECT number, url, status, headers, body FROM temp.new_exchange ORDER BY number") { row in
            try connection.run(
                "INSERT INTO exchange (run, number, url, status, headers, body) VALUES (?, ?, ?, ?, ?, ?)",
                [.integer(run)] + (0..<5).map { row.value($0) })
        }
    }
}
