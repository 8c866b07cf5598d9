public import Contacts
import Crypto
import Formats

/// Takes events in from a CSV file: an address, a time, and parameters from the other columns.
public struct EventImporter {
    let store: ContactStore
    let options: EventImportOptions
    let clock: LogicalClock

    private static let progressInterval = 4_096

    public init(store: ContactStore, options: EventImportOptions = EventImportOptions(), clock: LogicalClock) {
        self.store = store
        self.options = options
        self.clock = clock
    }

    /// Imports a file in one transaction; `-` is standard input, `.gz` is unpacked on the way. Every row is an event of its
    /// own, equal rows too, unless a `key` column says which are the same.
    public func run(_ path: String, startedAt: Timestamp, progress: (ImportProgress) -> Void = { _ in }) throws -> ImportReport {
        let source = try ByteReader(path: path)
        let reader = CSVReader(source, delimiter: nil)
        guard try reader.next() else { throw ImportError.empty(file: path) }
        let mapping = try EventMapping(header: reader.strings, file: path, options: options)
        let headerBytes = [UInt8](reader.raw)
        let hash = path == "-" ? nil : try Self.hash(of: path)
        let connection = try store.connect(.load)
        return try store.translating {
            try connection.transaction {
                if let hash, !mapping.hasKeys, !options.again, let run = try earlierRun(hash, connection) {
                    throw ImportError.importedBefore(file: path, run: run)
                }
                let draft = RunDraft(kind: .importEvents, name: path, hash: hash, startedAt: startedAt)
                let writer = try EventImportWriter(connection: connection, catalog: try Catalog.load(from: connection))
                if let folder = options.errorsFolder {
                    try ErrorsFile.removeAbandoned(in: folder, before: writer.run + 1, on: connection)
                }
                let errors = ErrorsFile(folder: options.errorsFolder ?? ".", run: writer.run, header: headerBytes)
                while try reader.next() {
                    writer.report.rows += 1
                    do {
                        try writer.take(try mapping.event(reader))
                    } catch let error as Invalid {
                        writer.report.rejected += 1
                        if writer.report.firstError == nil { writer.report.firstError = "line \(reader.line): \(error)" }
                        try errors.write(line: reader.line, reason: error.description, row: reader.raw)
                    }
                    if writer.report.rows % Self.progressInterval == 0 {
                        progress(ImportProgress(rows: writer.report.rows, bytesRead: source.bytesRead, totalBytes: source.totalBytes))
                    }
                }
                try errors.close()
                try writer.finish(draft, clock: clock)
                progress(ImportProgress(rows: writer.report.rows, bytesRead: source.bytesRead, totalBytes: source.totalBytes))
                if writer.report.rejected > 0 { writer.report.errorsFile = errors.path }
                return writer.report
            }
        }
    }

    private func earlierRun(_ hash: String, _ connection: any SQLConnection) throws -> Int64? {
        try connection.integer(
            "SELECT id FROM run WHERE kind = ? AND hash = ? AND status = 'committed' AND undone_by IS NULL",
            [.text(RunKind.importEvents.rawValue), .text(hash)])
    }

    private static func hash(of path: String) throws -> String {
        let source = try ByteReader(path: path)
        var hash = SHA256()
        while let chunk = try source.read() { hash.update(bufferPointer: chunk) }
        return Hexadecimal.text(hash.finalize())
    }
}
