import Testing

@testable import Formats

@Suite struct CSVPropertyTests {
    @Test func `any bytes read as the plain rules say, in chunks of any size`() throws {
        var random = SeededGenerator(for: "csv rules")
        let alphabet = Array("\"\"\"\"\",,,\n\n\r\r\nab é".utf8)
        for _ in 0..<3_000 {
            let count = Int.random(in: 0...(Bool.random(using: &random) ? 12 : 200), using: &random)
            let bytes = (0..<count).map { _ in alphabet.randomElement(using: &random) ?? 0 }
            let expected = PlainCSV(bytes)
            for chunk in tinyChunks {
                let found = try PlainCSV(reading: bytes, chunk: chunk)
                #expect(
                    found == expected, "\(String(decoding: bytes, as: UTF8.self).debugDescription), chunk \(chunk), seed \(random.seed)")
            }
        }
    }

    @Test func `records lead back from what was written`() throws {
        let folder = try Folder()
        var random = SeededGenerator(for: "csv round trip")
        let alphabet: [UInt8] = Array("\"\",;\t|\n\r  aé=+@".utf8) + [0xEF, 0xBB, 0xBF, 0xFF, 0xFE, 0x1F, 0x8B, 0]
        for round in 0..<150 {
            let records = (0..<Int.random(in: 1...20, using: &random)).map { _ in
                (0..<Int.random(in: 1...6, using: &random)).map { _ in
                    (0..<Int.random(in: 0...8, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? 0 }
                }
            }
            let delimiter = ([0x2C, 0x3B, 0x09, 0x7C] as [UInt8]).randomElement(using: &random) ?? 0x2C
            let name = round % 3 == 0 ? "out.csv.gz" : "out.csv"
            let lineEnd: CSVWriter.LineEnd = Bool.random(using: &random) ? .lf : .crlf
            let writer = CSVWriter(try ByteWriter(path: folder[name]), delimiter: delimiter, lineEnd: lineEnd)
            for record in records {
                for field in record { try field.withUnsafeBytes { try writer.write($0) } }
                try writer.endRecord()
            }
            try writer.close()
            let chunk = tinyChunks.randomElement(using: &random) ?? 1
            let reader = CSVReader(try ByteReader(path: folder[name], chunkSize: chunk), delimiter: delimiter)
            var found: [[[UInt8]]] = []
            while try reader.next() {
                #expect(!reader.hasTextAfterQuote)
                found.append(PlainCSV.Record(reader).fields)
            }
            #expect(found == records, "round \(round), chunk \(chunk), seed \(random.seed)")
        }
    }

    @Test func `reading goes on from any record's position`() throws {
        let folder = try Folder()
        var random = SeededGenerator(for: "csv resume")
        var text = "\u{FEFF}id;note\r\n"
        for number in 0..<60 {
            text += "\(number);" + (["plain", "\"two\nlines\"", "\"a \"\"b\"\"\"", "", "é"].randomElement(using: &random) ?? "")
            text += ["\n", "\r\n", "\r", "\n\n"].randomElement(using: &random) ?? ""
        }
        for name in ["data.csv", "data.csv.gz"] {
            let writer = try ByteWriter(path: folder[name])
            try writer.write(text)
            try writer.close()
            var all: [PlainCSV.Record] = []
            var places: [(position: Int, nextLine: Int)] = []
            let reader = CSVReader(try ByteReader(path: folder[name]), delimiter: nil)
            while try reader.next() {
                all.append(PlainCSV.Record(reader))
                places.append((reader.position, reader.nextLine))
            }
            #expect(all.count == 61)
            for (index, place) in places.enumerated() {
                for chunk in [1, 7, ByteReader.chunkSize] {
                    for (line, readsHeader) in [(place.nextLine, true), (place.nextLine, false), (nil, true), (nil, false)] {
                        let later = CSVReader(try ByteReader(path: folder[name], chunkSize: chunk), delimiter: nil)
                        if readsHeader { #expect(try later.next()) }
                        try later.skip(to: place.position, line: line)
                        #expect(later.count == 0 && later.raw.isEmpty && later.position == place.position)
                        var rest: [PlainCSV.Record] = []
                        while try later.next() { rest.append(PlainCSV.Record(later)) }
                        #expect(rest == Array(all[(index + 1)...]), "\(name), record \(index), chunk \(chunk), seed \(random.seed)")
                    }
                }
            }
        }
    }

    @Test func `a position that is none is told`() throws {
        let bytes = Array("a,b\n1,2\n3,4\n".utf8)
        func skipping(to position: Int, line: Int?) throws {
            let reader = CSVReader(ByteReader(bytes: bytes))
            #expect(try reader.next() && reader.next())
            try reader.skip(to: position, line: line)
        }
        for (position, line) in [(0, 1), (3, 1), (13, 9), (9, nil), (13, nil), (4, nil)] as [(Int, Int?)] {
            #expect(throws: FormatError.noSuchPosition(file: "input", position: position)) { try skipping(to: position, line: line) }
        }
        #expect(throws: Never.self) { try skipping(to: 12, line: nil) }
    }
}
