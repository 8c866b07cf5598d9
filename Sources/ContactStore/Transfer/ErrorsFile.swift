import Formats
import Glibc

/// The rows of an import that were refused: line, reason, and the row as it was, ready to be mended and imported.
final class ErrorsFile {
    let path: String
    private var sink: ByteWriter?
    private let header: [UInt8]

    init(folder: String, run: Int64, header: [UInt8]) {
        self.path = "\(folder)/import-\(run).csv"
        self.header = header
    }

    func write(line: Int, reason: String, row: UnsafeRawBufferPointer) throws {
        if sink == nil {
            mkdir(String(path.prefix(upTo: path.lastIndex(of: "/") ?? path.startIndex)), 0o700)
            let sink = try ByteWriter(path: path)
            try sink.write("line,reason,")
            try header.withUnsafeBytes { bytes in try sink.write(bytes) }
            try sink.write("\n")
            self.sink = sink
        }
        guard let sink else { return }
        try sink.write("\(line),\"\(reason.replacing("\"", with: "\"\""))\",")
        try sink.write(row)
        try sink.write("\n")
    }

    func close() throws {
        try sink?.close()
    }
}
