import Contacts
import Formats

/// Writes a query's contacts to a CSV or JSON Lines file that an import reads back; gzip by the ending `.gz`.
///
/// In CSV an empty text is `""` and a missing value is nothing; in JSON Lines a missing value is `null`. Texts are written as they
/// are, those too that a spreadsheet takes for a formula.
public struct ContactExporter {
    let snapshot: Snapshot
    let options: ExportOptions

    public init(snapshot: Snapshot, options: ExportOptions = ExportOptions()) {
        self.snapshot = snapshot
        self.options = options
    }

    /// Writes the file, whole or not at all, and its manifest.
    public func run(_ query: ContactQuery, to path: String, progress: (Int) -> Void = { _ in }) throws -> ExportReport {
        try begin(query, to: path, progress: progress).finish()
    }

    /// Writes the contacts as they are now to a file that has no name yet.
    public func begin(_ query: ContactQuery, to path: String, progress: (Int) -> Void = { _ in }) throws -> PendingExport {
        let columns = try ExportColumn.named(options.columns, snapshot.catalog)
        let sink = try ByteWriter(path: path)
        let count =
            try options.format == .csv ? writeCSV(query, columns, sink, progress) : writeJSONLines(query, columns, sink, progress)
        let manifest = ExportManifest(
            path: path, columns: columns, options: options, rows: count, sequence: snapshot.sequence, now: snapshot.clock.now)
        return PendingExport(sink: sink, manifest: manifest)
    }

    /// What an export would hold, without writing it.
    public func count(_ query: ContactQuery) throws -> Int {
        _ = try ExportColumn.named(options.columns, snapshot.catalog)
        return try snapshot.count(query)
    }

    private func writeCSV(_ query: ContactQuery, _ columns: [ExportColumn], _ sink: ByteWriter, _ progress: (Int) -> Void) throws -> Int {
        let writer = CSVWriter(sink)
        try writer.write(header: columns.map(\.name))
        return try forEachContact(query, columns, progress) { cells in
            for cell in cells {
                if case .value(.text("")?) = cell {
                    try writer.write(quoted: UnsafeRawBufferPointer(start: nil, count: 0))
                } else {
                    try writer.write(cell.text)
                }
            }
            try writer.endRecord()
        }
    }

    private func writeJSONLines(
        _ query: ContactQuery, _ columns: [ExportColumn], _ sink: ByteWriter, _ progress: (Int) -> Void
    ) throws -> Int {
        let writer = JSONLinesWriter(sink)
        return try forEachContact(query, columns, progress) { cells in
            var object = JSONObject()
            for (column, cell) in zip(columns, cells) {
                switch cell {
                case .value(let value): object[column.name] = value.map(EventCoding.json) ?? .null
                case .lists(let names): object[column.name] = .array(names.map { .string($0) })
                }
            }
            try writer.write(.object(object))
        }
    }

    private enum Cell {
        case value(Value?)
        case lists([String])

        var text: String {
            switch self {
            case .value(let value): value?.description ?? ""
            case .lists(let names): ListCell.text(names)
            }
        }
    }

    private func forEachContact(
        _ query: ContactQuery, _ columns: [ExportColumn], _ progress: (Int) -> Void, _ body: ([Cell]) throws -> Void
    ) throws -> Int {
        let read = columns.compactMap { if case .value(_, let column) = $0 { column } else { nil } }
        let cursor = try snapshot.cursor(query, columns: read)
        var count = 0
        while let key = try cursor.next() {
            var index = -1
            let cells = try columns.map { column -> Cell in
                switch column {
                case .lists: return .lists(try snapshot.listNames(of: key))
                case .value(_, let column):
                    index += 1
                    if index < cursor.valueCount { return .value(cursor.stored(index)) }
                    return .value(try snapshot.value(column, of: key))
                }
            }
            try body(cells)
            count += 1
            if count % 4_096 == 0 { progress(count) }
        }
        return count
    }
}
