import Testing

@testable import Formats

@Suite struct CSVWriterTests {
    private func written(_ records: [[String]], delimiter: UInt8 = 0x2C, lineEnd: CSVWriter.LineEnd = .lf) throws -> String {
        let folder = try Folder()
        let writer = CSVWriter(try ByteWriter(path: folder["out.csv"]), delimiter: delimiter, lineEnd: lineEnd)
        for record in records { try writer.write(record: record) }
        try writer.close()
        return String(decoding: try folder.bytes("out.csv"), as: UTF8.self)
    }

    @Test func `quotes only where a field needs them`() throws {
        #expect(try written([["email", "name"], ["ann@example.com", "Ann O'Brien"]]) == "email,name\nann@example.com,Ann O'Brien\n")
        #expect(try written([["a,b", "c\"d", "e\nf", "g\rh"]]) == "\"a,b\",\"c\"\"d\",\"e\nf\",\"g\rh\"\n")
        #expect(try written([[" a", "b ", "c d", ";"]]) == "\" a\",\"b \",c d,;\n")
        #expect(try written([["a,b", ";"]], delimiter: 0x3B) == "a,b;\";\"\n")
        #expect(try written([["=1+1", "+49", "-1", "@x"]]) == "=1+1,+49,-1,@x\n")
    }

    @Test func `empty fields, and one alone`() throws {
        #expect(try written([["", ""], [""], ["a", ""]]) == ",\n\"\"\na,\n")
    }

    @Test func `the line end can be Windows'`() throws {
        #expect(try written([["a", "b"], ["1", "2"]], lineEnd: .crlf) == "a,b\r\n1,2\r\n")
    }
}
