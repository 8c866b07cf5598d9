import Testing

@testable import Formats

@Suite struct GzipTests {
    private static func compressed(_ bytes: [UInt8], level: Int = 6) throws -> [UInt8] {
        let folder = try Folder()
        let writer = try ByteWriter(path: folder["a.gz"], level: level)
        try bytes.withUnsafeBytes { try writer.write($0) }
        try writer.close()
        return try folder.bytes("a.gz")
    }

    @Test(arguments: tinyChunks) func `what the gzip program wrote is read`(chunk: Int) throws {
        let folder = try Folder()
        var random = SeededGenerator(for: "gzip program")
        let bytes = random.dullBytes(20_000)
        try folder.write(bytes, to: "data")
        try folder.run("gzip", "-k", "data")
        let reader = try ByteReader(path: folder["data.gz"], chunkSize: chunk)
        #expect(try reader.readAll() == bytes, "seed \(random.seed)")
        #expect(reader.position == bytes.count)
        #expect(reader.bytesRead == reader.totalBytes)
    }

    @Test func `the gzip program reads what was written`() throws {
        let folder = try Folder()
        var random = SeededGenerator(for: "gzip writer")
        let bytes = random.dullBytes(500_000)
        let writer = try ByteWriter(path: folder["data.gz"])
        for part in stride(from: 0, to: bytes.count, by: 70_000) {
            try bytes[part..<min(bytes.count, part + 70_000)].withUnsafeBytes { try writer.write($0) }
        }
        try writer.close()
        try folder.run("gzip", "-d", "data.gz")
        #expect(try folder.bytes("data") == bytes, "seed \(random.seed)")
    }

    @Test func `the same bytes are compressed to the same bytes`() throws {
        let bytes = Array("email,name\nann@example.com,Ann\n".utf8)
        #expect(try Self.compressed(bytes) == Self.compressed(bytes))
        #expect(try ByteReader(bytes: Self.compressed([])).readAll().isEmpty)
    }

    @Test func `the file's name does not decide`() throws {
        let folder = try Folder()
        try folder.write(try Self.compressed([1, 2, 3]), to: "compressed.csv")
        try folder.write([4, 5, 6], to: "plain.csv.gz")
        #expect(try ByteReader(path: folder["compressed.csv"]).readAll() == [1, 2, 3])
        #expect(try ByteReader(path: folder["plain.csv.gz"]).readAll() == [4, 5, 6])
    }

    @Test(arguments: tinyChunks) func `several members and a padding of zeros read as one text`(chunk: Int) throws {
        let members = try Self.compressed([1, 2, 3]) + Self.compressed([]) + Self.compressed([4]) + [0, 0, 0]
        #expect(try ByteReader(bytes: members, chunkSize: chunk).readAll() == [1, 2, 3, 4])
    }

    @Test(arguments: [1, 7, ByteReader.chunkSize]) func `every cut is told`(chunk: Int) throws {
        let folder = try Folder()
        var random = SeededGenerator(for: "gzip cut")
        let whole = try Self.compressed(random.dullBytes(3_000))
        for length in 0..<whole.count {
            try folder.write(Array(whole[0..<length]), to: "cut.gz")
            #expect(throws: FormatError.truncatedGzip(file: folder["cut.gz"]), "cut at \(length), seed \(random.seed)") {
                try ByteReader(path: folder["cut.gz"], chunkSize: chunk).readAll()
            }
        }
        let error = FormatError.truncatedGzip(file: "customers.csv.gz")
        #expect(error.description == "customers.csv.gz ends in the middle of its gzip data; copy the file again")
    }

    @Test func `no damaged byte goes unseen`() throws {
        var random = SeededGenerator(for: "gzip damage")
        let bytes = random.dullBytes(2_000)
        let whole = try Self.compressed(bytes)
        // The flags, the time, the extra flags and the system's number say nothing about the content.
        for place in [0, 1, 2] + Array(10..<whole.count) {
            var damaged = whole
            damaged[place] ^= 1 << UInt8.random(in: 0...7, using: &random)
            let result = Result { try ByteReader(bytes: damaged).readAll() }
            switch result {
            // Some bits do not matter, such as those behind the last block, and without the magic bytes it is no gzip.
            case .success(let read): #expect(read == bytes || place < 2 && read == damaged, "byte \(place), seed \(random.seed)")
            case .failure(let error):
                let isTold =
                    switch error as? FormatError {
                    case .damagedGzip(file: "input", let position)?: position <= damaged.count
                    // A length that was made longer looks like an end that is missing.
                    case .truncatedGzip?: true
                    default: false
                    }
                #expect(isTold, "byte \(place): \(error), seed \(random.seed)")
            }
        }
    }

    @Test func `other bytes behind a member are told`() throws {
        let whole = try Self.compressed([1, 2, 3])
        for tail in [[0x41], [0x1F, 0x41], [0, 0x1F]] as [[UInt8]] {
            #expect(throws: FormatError.self) { try ByteReader(bytes: whole + tail).readAll() }
        }
    }
}
