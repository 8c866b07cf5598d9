public import Contacts
import Formats

/// Takes blocked addresses in from a CSV file: `email`, and where there are columns for them `reason` and `at`.
public struct SuppressionImporter {
    let store: ContactStore
    /// The folder for the file of rejected rows.
    let errorsFolder: String
    let clock: LogicalClock

    private static let progressInterval = 4_096

    public init(store: ContactStore, errorsFolder: String, clock: LogicalClock) {
        self.store = store
        self.errorsFolder = errorsFolder
        self.clock = clock
    }

    /// Imports a file in one transaction; `-` is standard input, `.gz` is unpacked on the way. An address that is blocked
    /// already takes the file's reason and time where it has them. Other columns are left alone.
    public func run(_ path: String, startedAt: Timestamp, progress: (ImportProgress) -> Void = { _ in }) throws -> ImportReport {
        let source = try ByteReader(path: path)
        let reader = CSVReader(source, delimiter: nil)
        guard try reader.next() else { throw ImportError.empty(file: path) }
        let mapping = try SuppressionMapping(header: reader.strings, file: path)
        let header = [UInt8](reader.raw)
        let connection = try store.connect(.load)
        return try store.translating {
            try connection.transaction {
                let writer = try SuppressionWriter(connection: connection, clock: clock)
                try ErrorsFile.removeAbandoned(in: errorsFolder, before: writer.run + 1, on: connection)
                let errors = ErrorsFile(folder: errorsFolder, run: writer.run, header: header)
                func tell() {
                    progress(ImportProgress(rows: writer.report.rows, bytesRead: source.bytesRead, totalBytes: source.totalBytes))
                }
                while try reader.next() {
                    writer.report.rows += 1
                    do {
                        try writer.take(try mapping.row(reader))
                    } catch let error as Invalid {
                        writer.report.rejected += 1
                        if writer.report.firstError == nil { writer.report.firstError = "line \(reader.line): \(error)" }
                        try errors.write(line: reader.line, reason: error.description, row: reader.raw)
                    }
                    if writer.report.rows % Self.progressInterval == 0 { tell() }
                }
                try errors.close()
                try writer.finish(RunDraft(kind: .importSuppressions, name: path, startedAt: startedAt))
                tell()
                if writer.report.rejected > 0 { writer.report.errorsFile = errors.path }
                return writer.report
            }
        }
    }
}
