import Foundation
import Testing

@testable import Formats

@Suite struct ByteReaderTests {
    @Test(arguments: tinyChunks) func `a file reads as it is, with its progress`(chunk: Int) throws {
        let folder = try Folder()
        var random = SeededGenerator(for: "bytes")
        let bytes = [0x41] + random.bytes(5_000)
        try folder.write(bytes, to: "data")
        let reader = try ByteReader(path: folder["data"], chunkSize: chunk)
        #expect(reader.totalBytes == bytes.count)
        let first = try #require(try reader.read())
        #expect(first.count <= max(2, chunk))
        #expect(reader.position == first.count)
        let start = Array(first)
        #expect(try start + reader.readAll() == bytes, "seed \(random.seed)")
        #expect(reader.bytesRead == bytes.count)
        #expect(reader.position == bytes.count)
        #expect(try reader.read() == nil)
    }

    @Test func `large files take several chunks`() throws {
        var random = SeededGenerator(for: "chunks")
        let bytes = random.dullBytes(3 * ByteReader.chunkSize + 17)
        let reader = ByteReader(bytes: bytes)
        #expect(try reader.readAll() == bytes, "seed \(random.seed)")
    }

    @Test(arguments: [[], [0x1F], [0x1F, 0x41], [0x41]] as [[UInt8]]) func `texts too short for gzip read as they are`(bytes: [UInt8])
        throws
    {
        #expect(try ByteReader(bytes: bytes).readAll() == bytes)
    }

    @Test func `a file that is not there and a folder are told by the system's words`() throws {
        let folder = try Folder()
        #expect(throws: FormatError.unreadable(file: folder["none"], errno: ENOENT)) { try ByteReader(path: folder["none"]) }
        #expect(throws: FormatError.unreadable(file: folder.path, errno: EISDIR)) { try ByteReader(path: folder.path).read() }
        let error = FormatError.unreadable(file: "customers.csv", errno: ENOENT)
        #expect(error.description == "cannot read customers.csv: No such file or directory")
    }

    @Test(arguments: [false, true], tinyChunks) func `skipping goes on at any offset`(compressed: Bool, chunk: Int) throws {
        let folder = try Folder()
        var random = SeededGenerator(for: "skip")
        let bytes = random.dullBytes(700)
        let name = compressed ? "data.gz" : "data"
        let writer = try ByteWriter(path: folder[name])
        try bytes.withUnsafeBytes { try writer.write($0) }
        try writer.close()
        for offset in [0, 1, 2, 350, 699, 700] {
            let reader = try ByteReader(path: folder[name], chunkSize: chunk)
            try reader.skip(to: offset)
            #expect(reader.position == offset)
            #expect(try reader.readAll() == Array(bytes[offset...]), "offset \(offset), seed \(random.seed)")
        }
        for offset in [701, 5_000] {
            let error = FormatError.noSuchPosition(file: folder[name], position: offset)
            #expect(throws: error) { try ByteReader(path: folder[name], chunkSize: chunk).skip(to: offset) }
        }
        let reader = try ByteReader(path: folder[name], chunkSize: chunk)
        try reader.skip(to: 300)
        #expect(throws: FormatError.noSuchPosition(file: folder[name], position: 299)) { try reader.skip(to: 299) }
    }

    @Test func `a pipe has no size and reads to its end`() throws {
        let folder = try Folder()
        try folder.run("mkfifo", "pipe")
        let path = folder["pipe"]
        let writing = Thread {
            if let handle = FileHandle(forWritingAtPath: path) {
                handle.write(Data("a,b\n1,2\n".utf8))
                try? handle.close()
            }
        }
        writing.start()
        let reader = try ByteReader(path: path)
        #expect(reader.totalBytes == nil)
        #expect(try reader.readAll() == Array("a,b\n1,2\n".utf8))
    }
}
