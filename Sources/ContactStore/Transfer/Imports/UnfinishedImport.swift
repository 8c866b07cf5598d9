import Contacts

/// An import that was cut short and can go on.
public struct UnfinishedImport: Sendable {
    public let run: Int64
    /// The file, as it was named.
    public let path: String
    public let options: ImportOptions
    /// The SHA-256 of the file.
    let hash: String
    let now: Timestamp
    let summary: String
}

extension ContactStore {
    /// The import with a number, which must be one that can be resumed.
    public func unfinishedImport(_ run: Int64) throws -> UnfinishedImport {
        let connection = try connect(.run)
        return try translating {
            guard let record = try self.run(run, on: connection) else { throw CommitError.noSuchRun(run) }
            guard record.kind == .importContacts else { throw ImportError.notResumable(run: run, reason: "it is no import of contacts") }
            guard record.status == .started else {
                throw ImportError.notResumable(run: run, reason: "it has \(record.statusWord)")
            }
            if let by = record.undoneBy { throw ImportError.notResumable(run: run, reason: "run \(by) has undone it") }
            guard record.hash != nil else { throw ImportError.notResumable(run: run, reason: "it read standard input") }
            guard let found = try unfinishedImports("id = ?", [.integer(run)], on: connection).first else {
                throw ImportError.notResumable(run: run, reason: "its record does not say how")
            }
            return found
        }
    }

    /// The unfinished import of the same bytes with the same options, the newest first.
    func unfinishedImport(hash: String, record: String, on connection: any SQLConnection) throws -> UnfinishedImport? {
        try unfinishedImports("hash = ? AND arguments = ?", [.text(hash), .text(record)], on: connection).first
    }

    private func unfinishedImports(
        _ condition: String, _ values: [SQLValue], on connection: any SQLConnection
    ) throws -> [UnfinishedImport] {
        var found: [UnfinishedImport] = []
        let sql =
            "SELECT id, name, arguments, hash, logical_now, summary FROM run "
            + "WHERE kind = 'import' AND status = 'started' AND undone_by IS NULL AND hash IS NOT NULL AND \(condition) ORDER BY id DESC"
        try connection.rows(sql, values) { row in
            guard let options = ImportOptions(record: row.text(2)) else { return }
            found.append(
                UnfinishedImport(
                    run: row.integer(0), path: row.text(1), options: options, hash: row.text(3),
                    now: Timestamp(milliseconds: row.integer(4)), summary: row.text(5)))
        }
        return found
    }
}
