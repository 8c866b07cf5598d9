import Contacts

/// What an import that a run has staged did, and the rows that it refused, which go to a file when the run is committed.
public final class StagedImport {
    public var report = ImportReport()
    let tables: ImportTables
    let format: TransferFormat
    let header: [UInt8]
    private let snapshot: Snapshot

    init(snapshot: Snapshot, tables: ImportTables, format: TransferFormat, header: [UInt8]) {
        self.snapshot = snapshot
        self.tables = tables
        self.format = format
        self.header = header
    }

    /// The refused rows by their lines or numbers, with the reasons: the first of them.
    public func errors(limit: Int) throws -> [(line: Int, reason: String)] {
        try snapshot.store.translating {
            var errors: [(line: Int, reason: String)] = []
            try tables.connection.rows("SELECT line, reason FROM \(tables.errors) ORDER BY seq LIMIT \(limit)") { row in
                errors.append((Int(row.integer(0)), row.text(1)))
            }
            return errors
        }
    }

    /// Writes the refused rows to a file, as an import of the command line does.
    public func writeErrors(to path: String) throws {
        try snapshot.store.translating {
            let file = ErrorsFile(path: path, format: format, header: header)
            try file.restore()
            try tables.connection.rows("SELECT line, reason, raw FROM \(tables.errors) ORDER BY seq") { row in
                try file.write(line: Int(row.integer(0)), reason: row.text(1), row: row.bytes(2))
            }
            try file.close()
        }
    }
}
