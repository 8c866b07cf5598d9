import Glibc

/// The end of a log: whole lines, as many as fit into a number of bytes. Of a last line that is longer, its end.
enum LogTail {
    /// Nothing for a file that cannot be read.
    static func of(file path: String, bytes limit: Int) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return "" }
        defer { close(descriptor) }
        let size = Int(lseek(descriptor, 0, SEEK_END))
        // One byte more tells whether the first of the others begins a line.
        var bytes = [UInt8](repeating: 0, count: max(0, min(size, limit + 1)))
        let count = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, size - $0.count) }
        return of(bytes[..<max(0, count)], bytes: limit)
    }

    static func of(_ text: String, bytes limit: Int) -> String {
        of(Array(text.utf8.suffix(limit + 1))[...], bytes: limit)
    }

    private static func of(_ bytes: ArraySlice<UInt8>, bytes limit: Int) -> String {
        guard bytes.count > limit else { return String(decoding: bytes, as: UTF8.self) }
        let lines = bytes.drop { $0 != UInt8(ascii: "\n") }.dropFirst()
        if !lines.isEmpty { return String(decoding: lines, as: UTF8.self) }
        return String(decoding: bytes.suffix(limit).drop { $0 & 0xC0 == 0x80 }, as: UTF8.self)
    }
}
