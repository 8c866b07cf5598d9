import Formats
import Glibc

extension FakeAccount {
    mutating func beginExport(_ json: JSONValue) -> FakeAnswer {
        guard !isExporting, !exports.values.contains(where: { !$0.isDone }) else {
            return FakeAnswer(
                422,
                errors: ["base": ["There is a previous export initiated. You will be notified by email once it is completed."]])
        }
        var export = Export()
        for filter in json["filters"]?.arrayValue ?? [] {
            switch filter["name"]?.stringValue {
            case "list_id": export.lists = (filter["value"]?.arrayValue ?? []).compactMap(\.integerValue)
            case "subscription_status": export.status = filter["value"]?.stringValue
            default: return FakeAnswer(422, errors: ["filters": "invalid"])
            }
        }
        let id = makeID()
        exports[id] = export
        exportCount += 1
        return FakeAnswer(201, exportJSON(id, url: nil))
    }

    mutating func exportJob(_ id: Int64, base: String) -> FakeAnswer {
        guard var export = exports[id] else { return .notFound }
        export.polls += 1
        if let exportPolls, export.polls >= exportPolls { export.isDone = true }
        exports[id] = export
        return FakeAnswer(200, exportJSON(id, url: export.isDone ? "\(base)/files/\(self.id)/\(id)/export.csv.gz" : nil))
    }

    /// Finishes what is running.
    public mutating func finishExports() {
        for id in exports.keys { exports[id]?.isDone = true }
    }

    private func exportJSON(_ id: Int64, url: String?) -> JSONValue {
        [
            "id": .integer(id), "created_at": "2026-04-28T12:40:45.519Z", "updated_at": "2026-04-28T12:40:45.677Z",
            "status": .string(url == nil ? "created" : "finished"), "url": url.map { .string($0) } ?? .null,
        ]
    }

    /// The file of a finished export.
    func exportFile(_ id: Int64) -> [UInt8]? {
        guard let export = exports[id], export.isDone else { return nil }
        if let file = form.file { return form.mangle?(file) ?? file }
        let columns = form.columns ?? usualColumns
        var text = columns.map { Self.cell($0.header) }.joined(separator: ",") + "\n"
        for key in order {
            guard let contact = contacts[key] else { continue }
            if let lists = export.lists, contact.lists.isDisjoint(with: lists) { continue }
            if let status = export.status, status != (contact.isUnsubscribed ? "unsubscribed" : "subscribed") { continue }
            text += columns.map { Self.cell(value(contact, $0.column)) }.joined(separator: ",") + "\n"
        }
        let file = form.isGzip ? Self.gzip(text) : Array(text.utf8)
        return form.mangle?(file) ?? file
    }

    private var usualColumns: [(header: String, column: ExportForm.Column)] {
        [("id", .id), ("email", .email), ("status", .status), ("created_at", .createdAt)]
            + fields.sorted { $0.key < $1.key }.map { ($0.value.name, .field($0.value.tag)) }
    }

    private func value(_ contact: FakeContact, _ column: ExportForm.Column) -> String {
        switch column {
        case .email: contact.email
        case .id: contact.id
        case .status: contact.isUnsubscribed ? "unsubscribed" : "subscribed"
        case .createdAt: "2023-11-14T22:13:20Z"
        case .field(let tag):
            switch contact.fields[tag] {
            case .string(let text): text
            case let value?: value.description
            case nil: ""
            }
        case .listNames(let separator): contact.lists.sorted().compactMap { lists[$0] }.joined(separator: separator)
        case .listIDs(let separator): contact.lists.sorted().map { "\($0)" }.joined(separator: separator)
        case .constant(let text): text
        }
    }

    private static func cell(_ text: String) -> String {
        guard text.contains(where: { ",\"\n\r;".contains($0) }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }

    private static func gzip(_ text: String) -> [UInt8] {
        var template = Array("/tmp/mailtrap-server-XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        close(descriptor)
        let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer {
            unlink(path)
            unlink(path + ".gz")
        }
        do {
            let writer = try ByteWriter(path: path + ".gz", level: 1)
            try writer.write(text)
            try writer.close()
            guard let file = fopen(path + ".gz", "r") else { return [] }
            defer { fclose(file) }
            var bytes: [UInt8] = []
            var chunk = [UInt8](repeating: 0, count: 1 << 16)
            while case let count = fread(&chunk, 1, chunk.count, file), count > 0 { bytes += chunk[..<count] }
            return bytes
        } catch {
            return []
        }
    }
}
