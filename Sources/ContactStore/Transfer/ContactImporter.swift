public import Contacts
import Formats

/// Takes contacts in from a CSV file, batch by batch: each batch is one transaction with its journal and the place in the file
/// that it ends at, so that a killed import has lost nothing and doubled nothing.
public struct ContactImporter {
    let store: ContactStore
    let options: ImportOptions
    let clock: LogicalClock

    /// Rows in one transaction: enough that the indexes are written in few passes.
    static let batchSize = 200_000
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
        let source = try ByteReader(path: path)
        let reader = CSVReader(source, delimiter: nil)
        guard try reader.next() else { throw ImportError.empty(file: path) }
        let header = reader.strings
        let headerBytes = [UInt8](reader.raw)
        let connection = try store.connect(.load)
        return try store.translating {
            let writer = ContactImportWriter(connection: connection, clock: clock, options: options, name: path)
            try writer.begin(startedAt: startedAt)
            do {
                let mapping = try mapping(header, path, writer)
                var row = ContactRow(mapping)
                defer { row.deallocate() }
                let errors = ErrorsFile(folder: options.errorsFolder ?? ".", run: writer.run, header: headerBytes)
                try writer.prepare(row.fieldList)
                while try reader.next() {
                    writer.report.rows += 1
                    do throws(Invalid) {
                        try row.read(reader)
                    } catch {
                        try reject(error, reader, writer, errors)
                        continue
                    }
                    try writer.take(row)
                    if writer.report.rows % Self.progressInterval == 0 {
                        progress(ImportProgress(rows: writer.report.rows, bytesRead: source.bytesRead, totalBytes: source.totalBytes))
                    }
                    if writer.report.rows % Self.batchSize == 0 { try writer.commitBatch(position: reader.position, continues: true) }
                }
                try errors.close()
                try writer.commitBatch(position: reader.position, continues: false)
                progress(ImportProgress(rows: writer.report.rows, bytesRead: source.bytesRead, totalBytes: source.totalBytes))
                if writer.report.rejected > 0 { writer.report.errorsFile = errors.path }
                return writer.report
            } catch {
                try writer.abandon()
                throw error
            }
        }
    }

    private func reject(_ problem: Invalid, _ reader: CSVReader, _ writer: ContactImportWriter, _ errors: ErrorsFile) throws {
        if options.onError == .abort { throw ImportError.badRow(file: writer.name, line: reader.line, reason: problem.description) }
        writer.report.rejected += 1
        if writer.report.firstError == nil { writer.report.firstError = "line \(reader.line): \(problem)" }
        try errors.write(line: reader.line, reason: problem.description, row: reader.raw)
    }

    private func mapping(_ header: [String], _ path: String, _ writer: ContactImportWriter) throws -> ContactMapping {
        try ContactMapping(header: header, file: path, options: options, catalog: writer.catalog) { unknown in
            let types = path == "-" ? header.map { _ in ValueType.text } : try TypeInference.types(of: path, header: header)
            var created: [String: Field] = [:]
            for (name, type) in zip(header, types) where unknown.contains(name) {
                created[name] = try writer.createField(name: name, type: type)
            }
            return created
        }
    }
}
