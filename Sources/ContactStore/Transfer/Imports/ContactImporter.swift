public import Contacts
import Formats

/// Takes contacts in from a CSV or JSON Lines file, batch by batch: each batch is one transaction with its journal and the place in
/// the file that it ends at, so that a killed import has lost nothing and doubled nothing, and goes on where it was.
public struct ContactImporter {
    /// What is done about an earlier import of the same file that was cut short.
    public enum Resumption: Hashable, Sendable {
        /// It goes on, where the file's bytes and the options are the same.
        case automatic
        /// It is given up, and the file is imported from its start.
        case restart
        /// This one goes on, and no other.
        case run(UnfinishedImport)

        public static func == (left: Resumption, right: Resumption) -> Bool {
            switch (left, right) {
            case (.automatic, .automatic), (.restart, .restart): true
            case (.run(let left), .run(let right)): left.run == right.run
            default: false
            }
        }

        public func hash(into hasher: inout Hasher) {
            if case .run(let unfinished) = self { hasher.combine(unfinished.run) }
        }
    }

    let store: ContactStore
    let options: ImportOptions
    let clock: LogicalClock
    public var resumption = Resumption.automatic
    /// Rows in one transaction: enough that the indexes are written in few passes.
    public var batchSize = 200_000

    private static let progressInterval = 4_096

    public init(store: ContactStore, options: ImportOptions = ImportOptions(), clock: LogicalClock) {
        self.store = store
        self.options = options
        self.clock = clock
    }

    /// Imports a file; `-` is standard input, `.gz` is unpacked on the way.
    ///
    /// - Parameter progress: called every few thousand rows.
    /// - Throws: ``ImportError``, ``StoreError`` or a ``FormatError``.
    public func run(_ path: String, startedAt: Timestamp, progress: (ImportProgress) -> Void = { _ in }) throws -> ImportReport {
        let format = options.format ?? TransferFormat(path: path)
        let file = try ContactFile(path, format, options)
        let hash = path == "-" ? nil : try FileDigest(of: path).hash
        let connection = try store.connect(.load)
        return try store.translating {
            let record = options.record(format: format)
            let unfinished = try unfinished(hash, record, path, connection)
            let draft = RunDraft(kind: .importContacts, name: path, hash: hash, arguments: record, startedAt: startedAt)
            let writer = ContactImportWriter(connection: connection, clock: clock, options: options, draft: draft)
            if let unfinished { try writer.resume(unfinished) } else { try writer.begin() }
            do {
                return try run(file, writer, progress)
            } catch {
                throw try ended(writer, error)
            }
        }
    }

    private func run(_ file: ContactFile, _ writer: ContactImportWriter, _ progress: (ImportProgress) -> Void) throws -> ImportReport {
        let source = try file.source(writer)
        let errors = ErrorsFile(
            folder: options.errorsFolder ?? ".", run: writer.run, format: file.format, header: file.header,
            length: writer.committed?.errorsLength ?? 0)
        try writer.removeAbandonedErrors()
        try errors.restore()
        try writer.prepare(source.fields)
        if let place = writer.committed?.place { try source.skip(to: place) }
        var row = ContactRow(fieldCount: source.fields.count)
        func show() {
            let (read, total) = source.progress
            progress(ImportProgress(rows: writer.report.rows, bytesRead: read, totalBytes: total))
        }
        while try source.next() {
            writer.report.rows += 1
            if let problem = try take(source, &row, writer) {
                if options.onError == .abort {
                    throw ImportError.badRow(file: file.path, line: source.line, reason: problem.description)
                }
                writer.report.rejected += 1
                if writer.report.firstError == nil { writer.report.firstError = "line \(source.line): \(problem)" }
                try errors.write(line: source.line, reason: problem.description, row: source.raw)
            }
            if writer.report.rows % Self.progressInterval == 0 { show() }
            if writer.report.rows % batchSize == 0 {
                try errors.commit()
                try writer.commitBatch(source.place, errorsLength: errors.committedLength, continues: true)
            }
        }
        try errors.close()
        try writer.commitBatch(source.place, errorsLength: errors.committedLength, continues: false)
        show()
        if writer.report.rejected > 0 { writer.report.errorsFile = errors.path }
        return writer.report
    }

    private func take(_ source: any ContactRowSource, _ row: inout ContactRow, _ writer: ContactImportWriter) throws -> Invalid? {
        do throws(Invalid) {
            try source.read(into: &row)
        } catch {
            return error
        }
        return try writer.take(row)
    }

    /// The import to go on with. One that is given up is recorded as failed.
    private func unfinished(
        _ hash: String?, _ record: String, _ path: String, _ connection: any SQLConnection
    ) throws -> UnfinishedImport? {
        switch resumption {
        case .run(let unfinished):
            guard unfinished.hash == hash else { throw ImportError.changed(file: path, run: unfinished.run) }
            return unfinished
        case .automatic:
            guard let hash else { return nil }
            return try store.unfinishedImport(hash: hash, record: record, on: connection)
        case .restart:
            guard let hash, let earlier = try store.unfinishedImport(hash: hash, record: record, on: connection) else { return nil }
            let summary = ImportPosition(run: earlier.run, summary: earlier.summary)?.summary(isFinished: true, error: "begun anew")
            try connection.run(
                "UPDATE run SET status = 'failed', summary = ? WHERE id = ?", [.text(summary ?? "{}"), .integer(earlier.run)])
            return nil
        }
    }

    /// Records what ends the import for good, and answers the error to tell: what the file is to blame for it cannot get over,
    /// while a full disk or a killed process can be mended and the import resumed.
    private func ended(_ writer: ContactImportWriter, _ error: any Error) throws -> any Error {
        guard Self.isFinal(error) else {
            try writer.abandon()
            return interrupted(writer, error)
        }
        try writer.fail("\(error)")
        guard let committed = writer.committed, committed.report.rows > 0 else { return error }
        return ImportError.stopped(reason: "\(error)", run: writer.run, rows: committed.report.rows)
    }

    /// The same error, where rows are committed with what there is of the import.
    private func interrupted(_ writer: ContactImportWriter, _ error: any Error) -> any Error {
        guard let rows = writer.committed?.report.rows, rows > 0, let problem = error as? SQLError else { return error }
        let outcome = "\(rows == 1 ? "the first row is" : "the first \(rows) rows are") imported, and the next attempt goes on behind them"
        return ImportError.interrupted(reason: StoreError(problem, path: store.path).description(of: outcome))
    }

    private static func isFinal(_ error: any Error) -> Bool {
        switch error {
        case ImportError.badRow: true
        case FormatError.truncatedGzip, FormatError.damagedGzip, FormatError.unclosedQuote, FormatError.recordTooLong: true
        default: false
        }
    }
}
