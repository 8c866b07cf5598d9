import Testing

@testable import Formats

@Suite struct JSONLinesTests {
    private struct Line: Equatable {
        let number: Int
        let result: Result<JSONValue, FormatError>
        let raw: String
    }

    private func lines(_ reader: JSONLinesReader) throws -> [Line] {
        var lines: [Line] = []
        while let result = try reader.next() {
            lines.append(Line(number: reader.line, result: result, raw: String(decoding: reader.raw, as: UTF8.self)))
        }
        return lines
    }

    @Test(arguments: tinyChunks) func `a bad line is told and reading goes on`(chunk: Int) throws {
        let text = "\u{FEFF}{\"a\":1}\n\n  \r\n[1,]\r\n\"\(String(repeating: "x", count: 30))\"\n{\"a\":2}"
        let found = try lines(JSONLinesReader(ByteReader(bytes: Array(text.utf8), chunkSize: chunk), limit: 20))
        #expect(
            found == [
                Line(number: 1, result: .success(["a": 1]), raw: "{\"a\":1}"),
                Line(number: 4, result: .failure(.invalidJSON(.unexpectedCharacter, line: 4, column: 4)), raw: "[1,]\r"),
                Line(number: 5, result: .failure(.lineTooLong(line: 5, limit: 20)), raw: ""),
                Line(number: 6, result: .success(["a": 2]), raw: "{\"a\":2}"),
            ])
    }

    @Test(arguments: tinyChunks) func `a last line that is too long`(chunk: Int) throws {
        let text = "1\n" + String(repeating: "9", count: 21)
        let found = try lines(JSONLinesReader(ByteReader(bytes: Array(text.utf8), chunkSize: chunk), limit: 20))
        #expect(found.map(\.result) == [.success(1), .failure(.lineTooLong(line: 2, limit: 20))])
        let fitting = try lines(JSONLinesReader(ByteReader(bytes: Array(text.utf8), chunkSize: chunk), limit: 21))
        #expect(fitting.map(\.result) == [.success(1), .success(.number(1e21))])
    }

    @Test(arguments: ["data.jsonl", "data.jsonl.gz"]) func `values lead back, from any line on`(name: String) throws {
        let folder = try Folder()
        let writer = JSONLinesWriter(try ByteWriter(path: folder[name]))
        let values = (0..<50).map { JSONValue.object(["id": .integer(Int64($0)), "text": "line\nbreak"]) }
        for value in values { try writer.write(value) }
        #expect(throws: FormatError.notANumber) { try writer.write(["id": 1, "bad": .number(.nan)]) }
        try writer.close()
        let reader = JSONLinesReader(try ByteReader(path: folder[name]))
        for index in values.indices {
            #expect(try reader.next()?.get() == values[index])
            let later = JSONLinesReader(try ByteReader(path: folder[name], chunkSize: 7))
            try later.skip(to: reader.position, line: reader.line)
            let rest = try lines(later)
            #expect(try rest.map { try $0.result.get() } == Array(values[(index + 1)...]))
            #expect(rest.last.map { $0.number == 50 } ?? (index == 49))
        }
        #expect(try reader.next() == nil)
    }

    @Test func `a file that ends in the middle is an error of the file`() throws {
        let folder = try Folder()
        let writer = JSONLinesWriter(try ByteWriter(path: folder["whole.gz"]))
        for number in 0..<100 { try writer.write(["id": .integer(Int64(number))]) }
        try writer.close()
        try folder.write(try folder.bytes("whole.gz").dropLast(9), to: "cut.gz")
        #expect(throws: FormatError.truncatedGzip(file: folder["cut.gz"])) {
            try lines(JSONLinesReader(ByteReader(path: folder["cut.gz"])))
        }
    }

    /// Blank lines are none: whoever reads on behind them waits.
    @Test func `a line in memory is one that does not have to be waited for`() throws {
        let reader = JSONLinesReader(ByteReader(bytes: Array("1\n2\n \n\n3\n\r\n4".utf8)))
        var seen: [Bool] = []
        while try reader.next() != nil { seen.append(reader.hasLineInMemory) }
        #expect(seen == [true, true, false, false])
    }
}
