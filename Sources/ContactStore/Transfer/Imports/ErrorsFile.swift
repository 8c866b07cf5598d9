import Formats
import Glibc

/// The rows of an import that were refused: line, reason, and the row as it was, ready to be mended and imported.
final class ErrorsFile {
    let path: String
    private let format: TransferFormat
    private let header: [UInt8]
    private var file: GrowingFile?
    /// What a crash leaves of it: that much belongs to the rows that are committed.
    private(set) var committedLength: Int

    /// - Parameters:
    ///   - header: of a CSV file, its first line.
    ///   - length: what there is of the file already.
    init(path: String, format: TransferFormat = .csv, header: [UInt8], length: Int = 0) {
        self.path = path
        self.format = format
        self.header = header
        committedLength = length
    }

    convenience init(folder: String, run: Int64, format: TransferFormat = .csv, header: [UInt8], length: Int = 0) {
        self.init(path: "\(folder)/import-\(run).\(format.rawValue)", format: format, header: header, length: length)
    }

    /// Removes what an import without a record may have left under this name, or cuts back what the killed one had added.
    func restore() throws {
        guard access(path, F_OK) == 0 else { return }
        if committedLength == 0 {
            unlink(path)
        } else {
            file = try GrowingFile(path: path, keeping: committedLength)
        }
    }

    func write(line: Int, reason: String, row: UnsafeRawBufferPointer) throws {
        let file = try opened()
        switch format {
        case .csv:
            try file.write("\(line),\"\(reason.replacing(exactly: "\"", with: "\"\""))\",")
            try file.write(row)
        case .jsonl:
            var object: JSONObject = ["line": .integer(Int64(line)), "reason": .string(reason)]
            if case .object(let members)? = try? JSONValue(parsing: row) {
                for (name, value) in members where object[name] == nil { object[name] = value }
            } else {
                object["text"] = .string(String(decoding: row, as: UTF8.self))
            }
            try file.write(JSONValue.object(object).compact())
        }
        try file.write("\n")
    }

    /// Brings what was written to the disk, before the rows that it belongs with are committed.
    func commit() throws {
        if let file { committedLength = try file.sync() }
    }

    func close() throws {
        try commit()
        try file?.finish()
        file = nil
    }

    private func opened() throws -> GrowingFile {
        if let file { return file }
        if let slash = path.lastIndex(of: "/") { mkdir(String(path[..<slash]), 0o700) }
        let file = try GrowingFile(path: path, keeping: committedLength)
        self.file = file
        if file.syncedLength == 0, format == .csv {
            try file.write("line,reason,")
            try header.withUnsafeBytes { bytes in try file.write(bytes) }
            try file.write("\n")
        }
        return file
    }
}
