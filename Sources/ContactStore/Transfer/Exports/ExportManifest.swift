import Contacts
import Formats
import Glibc

/// What a file of contacts is, in a JSON document beside it, `FILE.manifest.json`, written when the file is whole.
///
/// ```json
/// { "format": "lunation-export-1", "file": "idle.csv.gz", "type": "csv", "rows": 7, "bytes": 300, "sha256": "…",
///   "columns": [ { "name": "email", "type": "text" }, { "name": "plan", "type": "text", "field": "Plan" } ],
///   "filter": "contact.status:eq \"subscribed\"", "rule": "status is \"subscribed\"", "origin": null, "sequence": 12, "now": "…", "created_at": "…",
///   "program": "lunation 0.1.0" }
/// ```
struct ExportManifest {
    static let format = "lunation-export-1"

    let path: String
    let columns: [ExportColumn]
    let options: ExportOptions
    let rows: Int
    let sequence: Int64
    let now: Timestamp

    static func path(for file: String) -> String { file + ".manifest.json" }

    /// Whether there is a file that a description can lie beside.
    static func fits(_ path: String) -> Bool {
        var status = stat()
        return path != "-" && stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    /// Writes it whole or not at all, after the file. Answers where.
    func write() throws -> String {
        let digest = try FileDigest(of: path)
        let object: JSONObject = [
            "format": .string(Self.format), "file": .string(path.split(separator: "/").last.map(String.init) ?? path),
            "type": .string(options.format.rawValue), "rows": .integer(Int64(rows)), "bytes": .integer(Int64(digest.size)),
            "sha256": .string(digest.hash), "columns": .array(columns.map(Self.json)),
            "filter": options.filter.map { .string($0) } ?? .null,
            "rule": options.rule.map { .string($0) } ?? .null,
            "origin": options.origin.map { .string($0) } ?? .null, "sequence": .integer(sequence), "now": .string(now.description),
            "created_at": .string((options.createdAt ?? now).description), "program": .string(options.program),
        ]
        let target = Self.path(for: path)
        let writer = try ByteWriter(path: target)
        try writer.write(JSONValue.object(object).pretty() + "\n")
        try writer.close()
        return target
    }

    /// The fields of the file that a manifest describes, by their headers; none where there is no manifest.
    static func columns(beside path: String) -> [String: (name: String, type: ValueType)] {
        guard path != "-", let reader = try? ByteReader(path: Self.path(for: path)) else { return [:] }
        var bytes: [UInt8] = []
        while let chunk = try? reader.read() { bytes.append(contentsOf: chunk) }
        guard let document = try? JSONValue(parsing: bytes), document["format"]?.stringValue == format else { return [:] }
        var columns: [String: (name: String, type: ValueType)] = [:]
        for column in document["columns"]?.arrayValue ?? [] {
            guard let header = column["name"]?.stringValue, let name = column["field"]?.stringValue,
                let type = column["type"]?.stringValue.flatMap(ValueType.init(rawValue:)), ValueType.fieldTypes.contains(type)
            else { continue }
            columns[header] = (name, type)
        }
        return columns
    }

    private static func json(_ column: ExportColumn) -> JSONValue {
        var object: JSONObject = ["name": .string(column.name)]
        switch column {
        case .lists: object["type"] = "lists"
        case .value(_, .field(let field)):
            object["type"] = .string(field.type.rawValue)
            object["field"] = .string(field.name)
        case .value(_, .createdAt), .value(_, .updatedAt): object["type"] = .string(ValueType.timestamp.rawValue)
        case .value: object["type"] = .string(ValueType.text.rawValue)
        }
        return .object(object)
    }
}
