public import Contacts
import Formats

/// Stages an import in a run's change set: its rows go to a temporary table, and from there, in SQL, to the staged creations,
/// values and lists. Nothing is written but with the run.
public struct ImportStager {
    let snapshot: Snapshot
    let options: ImportOptions
    let resubscribes: Bool
    let makeID: (Timestamp) -> UUIDv7

    /// - Parameters:
    ///   - resubscribes: whether rows may raise consent.
    ///   - makeID: makes the public ids of new contacts.
    public init(snapshot: Snapshot, options: ImportOptions, resubscribes: Bool, makeID: @escaping (Timestamp) -> UUIDv7) {
        self.snapshot = snapshot
        self.options = options
        self.resubscribes = resubscribes
        self.makeID = makeID
    }

    /// Stages a file's contacts.
    ///
    /// - Throws: ``ImportError``, ``StoreError`` or a ``FormatError``; nothing is staged then.
    public func stage(_ path: String) throws -> StagedImport {
        let format = options.format ?? TransferFormat(path: path)
        let file = try ContactFile(path, format, options)
        let source = try file.source(catalog: snapshot.catalog) { name, tag, type in
            try snapshot.createField(name: name, tag: tag, type: type)
        }
        return try stage(source, path, format, file.header)
    }

    /// Stages contacts that a closure hands out one by one; what it answers that is no contact is refused.
    public func stage(_ next: @escaping () throws -> Result<ImportRow, Invalid>?) throws -> StagedImport {
        try stage(ImportRowSource(snapshot.catalog, next), "", .jsonl, [])
    }

    private func stage(
        _ source: any ContactRowSource, _ path: String, _ format: TransferFormat, _ header: [UInt8]
    ) throws -> StagedImport {
        try snapshot.store.translating {
            let changes = snapshot.changes
            try changes.prepare()
            changes.importCount += 1
            // KiB: the tables' indexes are filled at random places, which would go to the disk and back with the usual two megabytes.
            try snapshot.connection.execute("PRAGMA temp.cache_size = -65536")
            let tables = ImportTables(connection: snapshot.connection, fields: source.fields, number: changes.importCount)
            try tables.create()
            let staged = StagedImport(snapshot: snapshot, tables: tables, format: format, header: header)
            let filler = try ImportFiller(stager: self, tables: tables)
            var row = ContactRow(fieldCount: source.fields.count)
            while try source.next() {
                staged.report.rows += 1
                guard let problem = try take(source, &row, filler) else { continue }
                if options.onError == .abort { throw ImportError.badRow(file: path, line: source.line, reason: problem.description) }
                staged.report.rejected += 1
                if staged.report.firstError == nil { staged.report.firstError = "line \(source.line): \(problem)" }
                try filler.reject(line: source.line, problem, source.raw)
            }
            try ImportChanges(stager: self, tables: tables).stage(filler.counts, &staged.report)
            try tables.clear()
            return staged
        }
    }

    private func take(_ source: any ContactRowSource, _ row: inout ContactRow, _ filler: ImportFiller) throws -> Invalid? {
        do throws(Invalid) {
            try source.read(into: &row)
        } catch {
            return error
        }
        return try filler.take(row)
    }
}
