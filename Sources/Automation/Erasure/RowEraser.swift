import ContactStore
import Formats

/// Writes a file of contacts again without the rows that mention an erased address.
struct RowEraser {
    let scrubber: AddressScrubber

    /// Answers how many records of a CSV file went; nil where none mentions an address and the file stays untouched.
    func eraseRecords(of path: String) throws(FormatError) -> Int? {
        var count = 0
        let search = CSVReader(try ByteReader(path: path), delimiter: nil)
        while try search.next() { if isMentioned(search.raw) { count += 1 } }
        guard count > 0 else { return nil }
        let writer = try ByteWriter(path: path)
        let reader = CSVReader(try ByteReader(path: path), delimiter: nil)
        while try reader.next() {
            if isMentioned(reader.raw) { continue }
            try writer.write(reader.raw)
            try writer.write(UInt8(ascii: "\n"))
        }
        try writer.close()
        return count
    }

    /// The same for a file of lines.
    func eraseLines(of path: String) throws(FormatError) -> Int? {
        var kept: [UInt8] = []
        var count = 0
        for line in try bytes(path).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            if scrubber.isMentioned(in: line) {
                count += 1
            } else {
                kept += line
                kept.append(UInt8(ascii: "\n"))
            }
        }
        guard count > 0 else { return nil }
        if kept.last == UInt8(ascii: "\n") { kept.removeLast() }
        let writer = try ByteWriter(path: path)
        let written = kept.withUnsafeBytes { bytes in Result { () throws(FormatError) in try writer.write(bytes) } }
        try written.get()
        try writer.close()
        return count
    }

    private func bytes(_ path: String) throws(FormatError) -> [UInt8] { try TextFile.read(path) }

    private func isMentioned(_ row: UnsafeRawBufferPointer) -> Bool {
        row.contains(UInt8(ascii: "@")) && scrubber.isMentioned(in: row)
    }
}
