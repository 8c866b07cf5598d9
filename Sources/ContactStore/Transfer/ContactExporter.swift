import Contacts
import Formats

/// Writes a query's contacts to a CSV or JSON Lines file that an import reads back; gzip by the ending `.gz`.
public struct ContactExporter {
    let snapshot: Snapshot
    let options: ExportOptions

    public init(snapshot: Snapshot, options: ExportOptions = ExportOptions()) {
        self.snapshot = snapshot
        self.options = options
    }

    /// Writes the file, whole or not at all. Answers how many contacts it holds.
    public func run(_ query: ContactQuery, to path: String, progress: (Int) -> Void = { _ in }) throws -> Int {
        let columns = try resolvedColumns()
        let sink = try ByteWriter(path: path)
        do {
            let count =
                try options.format == .csv ? writeCSV(query, columns, sink, progress) : writeJSONLines(query, columns, sink, progress)
            return count
        } catch {
            sink.discard()
            throw error
        }
    }

    private enum Column {
        case value(String, ContactColumn)
        case lists

        var name: String {
            switch self {
            case .value(let name, _): name
            case .lists: "lists"
            }
        }
    }

    private func resolvedColumns() throws -> [Column] {
        let fields = snapshot.catalog.fields.map { Column.value($0.tag, .field($0)) }
        let all: [Column] =
            [.value("id", .id), .value("email", .email), .value("status", .status), .value("created_at", .createdAt)] + fields + [.lists]
        guard let names = options.columns else { return all }
        return try names.map { name in
            guard let column = (all + [.value("updated_at", .updatedAt)]).first(where: { $0.name == name }) else {
                throw ExportError.unknownColumn(name, suggestion: Suggestion.phrase(for: name, in: all.map(\.name)))
            }
            return column
        }
    }

    private func writeCSV(_ query: ContactQuery, _ columns: [Column], _ sink: ByteWriter, _ progress: (Int) -> Void) throws -> Int {
        let writer = CSVWriter(sink)
        try writer.write(record: columns.map(\.name))
        let count = try forEachContact(query, columns, progress) { cells in
            for cell in cells { try writer.write(cell.text) }
            try writer.endRecord()
        }
        try writer.close()
        return count
    }

    private func writeJSONLines(_ query: ContactQuery, _ columns: [Column], _ sink: ByteWriter, _ progress: (Int) -> Void) throws -> Int {
        let writer = JSONLinesWriter(sink)
        let count = try forEachContact(query, columns, progress) { cells in
            var object = JSONObject()
            for (column, cell) in zip(columns, cells) {
                switch cell {
                case .value(nil): continue
                case .value(let value?): object[column.name] = EventCoding.json(value)
                case .lists(let names): object[column.name] = .array(names.map { .string($0) })
                }
            }
            try writer.write(.object(object))
        }
        try writer.close()
        return count
    }

    private enum Cell {
        case value(Value?)
        case lists([String])

        var text: String {
            switch self {
            case .value(let value): value?.description ?? ""
            case .lists(let names): names.joined(separator: ";")
            }
        }
    }

    private func forEachContact(
        _ query: ContactQuery, _ columns: [Column], _ progress: (Int) -> Void, _ body: ([Cell]) throws -> Void
    ) throws -> Int {
        let read = columns.compactMap { if case .value(_, let column) = $0 { column } else { nil } }
        let cursor = try snapshot.cursor(query, columns: read)
        var count = 0
        while let key = try cursor.next() {
            var index = -1
            let cells = try columns.map { column -> Cell in
                switch column {
                case .lists: return .lists(try snapshot.lists(of: key).map(\.name))
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
