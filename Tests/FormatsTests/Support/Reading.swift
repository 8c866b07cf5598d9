@testable import Formats

/// The sizes of chunk that tests force, besides the usual one.
let tinyChunks = [1, 2, 3, 7, 64, ByteReader.chunkSize]

extension ByteReader {
    func readAll() throws(FormatError) -> [UInt8] {
        var bytes: [UInt8] = []
        while let chunk = try read() { bytes.append(contentsOf: chunk) }
        return bytes
    }
}

extension SeededGenerator {
    mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: 0...255, using: &self) }
    }

    /// Bytes that compress, so that gzip has something to do.
    mutating func dullBytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: 97...100, using: &self) }
    }
}
